/** Reading the server's explanation: gates, values and contributions as an official sees them. */
import type { Candidate, Explanation, Gate, IndicatorPart } from '../api/types'
import { decimal, figure, MISSING } from './units'

const OPERATORS: Record<string, string> = {
  '>=': '≥', '<=': '≤', '>': '>', '<': '<', '==': '=', '=': '=', '!=': '≠', ge: '≥', le: '≤', gt: '>', lt: '<', eq: '=', is: '=', in: '∈',
}

export function operatorSign(operator: string | undefined): string {
  return operator ? (OPERATORS[operator] ?? operator) : ''
}

export interface Words {
  yes: string
  no: string
  units: Record<string, string>
}

/** A gate's value or threshold with its unit; shares read as per cent. */
export function gateValue(value: Gate['value'] | undefined, unit: string | undefined, words: Words): string {
  if (value === null || value === undefined) return MISSING
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return value
  if (unit === 'share' || unit === 'fraction' || unit === '%') return `${decimal(value * (unit === '%' ? 1 : 100), 0)}%`
  const name = unit ? (words.units[unit] ?? unit) : ''
  return name ? `${figure(value)} ${name}` : figure(value)
}

export function gateState(gate: Gate): 'met' | 'unmet' | 'missing' {
  if (gate.met === null || gate.met === undefined) return 'missing'
  return gate.met ? 'met' : 'unmet'
}

/** The chosen mode first, then what is met, undecided, not met. */
export function orderedCandidates(explanation: Explanation): Candidate[] {
  const candidates = explanation.mode?.candidates ?? []
  const chosen = explanation.mode?.mode
  const weight = (each: Candidate) => (each.mode === chosen ? 0 : each.met === true ? 1 : each.met === null ? 2 : 3)
  return [...candidates].sort((one, other) => weight(one) - weight(other))
}

export function missingInputs(explanation: Explanation): string[] {
  const listed = (explanation.mode?.missing ?? []).map((each) => (typeof each === 'string' ? each : each.input))
  return [...new Set(listed)]
}

export function byContribution(parts: readonly IndicatorPart[]): IndicatorPart[] {
  return [...parts].sort((one, other) => (other.points ?? -1) - (one.points ?? -1))
}

/** Bar length 0–1: points against the most the indicator's weight could give. */
export function barLength(part: IndicatorPart): number {
  return part.z === null || part.z === undefined ? 0 : Math.min(Math.max(part.z, 0), 1)
}
