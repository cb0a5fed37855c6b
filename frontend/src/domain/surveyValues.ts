/** Values of a survey's fields as a clerk reads them. */
import { decimal, MISSING, mu } from './units'

const LAND = new Set(['area_m2', 'declared_area_m2', 'procedure_area_m2'])
const CHOICES = { tenure: 'tenure', procedure: 'procedure', certificate: 'certificate' } as const

export type Shown = { text: string } | { group: 'tenure' | 'procedure' | 'certificate'; code: string } | { mu: string; m2: string }

/** Land in 亩 beside m², floor areas in m², choices by their code, all else as it is. */
export function shownValue(field: string, value: string | number | null): Shown {
  if (value === null || value === '') return { text: MISSING }
  const group = CHOICES[field as keyof typeof CHOICES]
  if (group) return { group, code: String(value) }
  if (typeof value !== 'number') return { text: value }
  if (LAND.has(field)) return { mu: mu(value, 2), m2: decimal(value, 1) }
  if (field.endsWith('_m2')) return { text: `${decimal(value, 1)} m²` }
  return { text: field === 'built_year' || Number.isInteger(value) ? String(value) : decimal(value, 2) }
}

/** Seconds left, rounded as far as a guess deserves. */
export function timeLeft(seconds: number): { unit: 'seconds' | 'minutes'; value: number } {
  if (seconds < 50) return { unit: 'seconds', value: Math.max(1, seconds <= 10 ? Math.round(seconds) : Math.round(seconds / 5) * 5) }
  return { unit: 'minutes', value: Math.max(1, Math.round(seconds / 60)) }
}
