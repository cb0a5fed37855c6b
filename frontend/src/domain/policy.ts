/** Reading the server's explanation: gates, values and contributions as an official sees them. */
import type { Candidate, Explanation, Gate, IndicatorPart, Labelled, MissingInput } from '../api/types'
import { decimal, figure, MISSING } from './units'

const OPERATORS: Record<string, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '==': '=', is: '=' }

export function operatorSign(operator: string | undefined): string {
  return operator ? (OPERATORS[operator] ?? operator) : ''
}

export interface Words {
  lang: 'zh' | 'en'
  yes: string
  no: string
}

export function labelOf(item: Labelled & { name?: string; input?: string }, lang: Words['lang']): string {
  return (lang === 'zh' ? item.label_zh : item.label_en) || item.input || item.name || ''
}

interface Measured {
  unit?: string
  unit_en?: string
  input?: string
  name?: string
}

/** Shares are stored 0–1 and have no unit of their own. */
function isShare(item: Measured): boolean {
  return !item.unit && /(_share|_rate)$/.test(item.input ?? item.name ?? '')
}

export function measured(value: Gate['value'] | undefined, item: Measured, words: Words): string {
  if (value === null || value === undefined) return MISSING
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'string') return value
  if (isShare(item)) return `${decimal(value * 100, value > 0 && value < 0.1 ? 1 : 0)}%`
  if (item.unit === '平方米' && Math.abs(value) >= 10000) {
    return words.lang === 'zh' ? `${figure(value / 10000)} 万 m²` : `${decimal(value)} m²`
  }
  const unit = item.unit === '平方米' ? 'm²' : item.unit === '米' ? 'm' : words.lang === 'zh' ? item.unit : (item.unit_en ?? item.unit)
  if (unit === '%') return `${figure(value)}%`
  return unit ? `${figure(value)} ${unit}` : figure(value)
}

/** The threshold; where several may apply, the least and the greatest of them. */
export function required(gate: Gate, words: Words): string {
  const { threshold, threshold_low: low, threshold_high: high } = gate
  if (threshold !== null || low === undefined || high === undefined) return measured(threshold, gate, words)
  return `${figure(low)}–${measured(high, gate, words)}`
}

export function gateState(gate: Gate): 'met' | 'unmet' | 'missing' {
  if (gate.met === null || gate.met === undefined) return 'missing'
  return gate.met ? 'met' : 'unmet'
}

/** Gates in order, those that stand in for one another kept together. */
export function gateGroups(gates: readonly Gate[]): { alternative: boolean; gates: Gate[] }[] {
  const groups: { key: string | null; gates: Gate[] }[] = []
  for (const gate of gates) {
    const key = gate.alternative ?? null
    const open = key === null ? undefined : groups.find((group) => group.key === key)
    if (open) open.gates.push(gate)
    else groups.push({ key, gates: [gate] })
  }
  return groups.map((group) => ({ alternative: group.gates.length > 1, gates: group.gates }))
}

/** The chosen mode first, then what is met, undecided, not met. */
export function orderedCandidates(explanation: Explanation): Candidate[] {
  const candidates = explanation.mode?.candidates ?? []
  const chosen = explanation.mode?.mode
  const weight = (each: Candidate) => (each.mode === chosen ? 0 : each.met === true ? 1 : each.met === null ? 2 : 3)
  return [...candidates].sort((one, other) => weight(one) - weight(other))
}

/** Everything that is missing for the mode, the grade or the priority, each named once. */
export function missingInputs(explanation: Explanation): MissingInput[] {
  const all = [
    ...(explanation.mode?.missing ?? []), ...(explanation.grade?.missing ?? []), ...(explanation.priority?.missing ?? []),
  ]
  return [...new Map(all.map((item) => [item.input ?? item.name ?? '', item])).values()]
}

export function byContribution(parts: readonly IndicatorPart[]): IndicatorPart[] {
  return [...parts].sort((one, other) => (other.points ?? -1) - (one.points ?? -1))
}

/** Bar length 0–1: points against the most that the indicator's weight could give. */
export function barLength(part: { z: number | null }): number {
  return part.z === null ? 0 : Math.min(Math.max(part.z, 0), 1)
}
