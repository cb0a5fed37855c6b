/** One filter, the same names in the URL, the API, the export and the panel. */

import { GRADES, MODES } from './palette'

export const LIST_KEYS = ['district', 'town', 'village', 'tenure', 'procedure', 'grade', 'mode'] as const
export const RANGE_KEYS = ['area_mu', 'far', 'output_per_mu', 'tax_per_mu', 'procedure_share', 'priority'] as const

export type ListKey = (typeof LIST_KEYS)[number]
export type RangeKey = (typeof RANGE_KEYS)[number]
export type Range = readonly [min: number | null, max: number | null]

export interface Filters {
  lists: Partial<Record<ListKey, readonly string[]>>
  ranges: Partial<Record<RangeKey, Range>>
  q: string
}

/** What a shared address may say; the rest of it is dropped, so that an old or mistyped link still opens. */
const ALLOWED: Record<ListKey, RegExp> = {
  district: /^\d{6}$/,
  town: /^\d{9}$/,
  village: /^\d{12}$/,
  tenure: /^(collective|state_collective_use|mixed|none)$/,
  procedure: /^(complete|partial|incomplete|none)$/,
  grade: new RegExp(`^(${GRADES.join('|')})$`),
  mode: new RegExp(`^(${MODES.join('|')}|none)$`),
}

export type Query = Record<string, string>

export function noFilters(): Filters {
  return { lists: {}, ranges: {}, q: '' }
}

function parseNumber(text: unknown): number | null {
  if (typeof text !== 'string' || text.trim() === '') return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** Number without float noise: 0.30000000000000004 → 0.3. */
function plain(value: number): string {
  return String(Number(value.toPrecision(10)))
}

export function filtersFromQuery(query: Record<string, unknown>): Filters {
  const filters = noFilters()
  for (const key of LIST_KEYS) {
    const raw = query[key]
    if (typeof raw !== 'string') continue
    const values = [...new Set(raw.split(',').filter((value) => ALLOWED[key].test(value)))]
    if (values.length) filters.lists[key] = values
  }
  for (const key of RANGE_KEYS) {
    const range: Range = [parseNumber(query[`${key}_min`]), parseNumber(query[`${key}_max`])]
    if (range[0] !== null || range[1] !== null) filters.ranges[key] = range
  }
  if (typeof query.q === 'string') filters.q = query.q.trim()
  return filters
}

export function filtersToQuery(filters: Filters): Query {
  const query: Query = {}
  for (const key of LIST_KEYS) {
    const values = filters.lists[key]
    if (values?.length) query[key] = values.join(',')
  }
  for (const key of RANGE_KEYS) {
    const [min, max] = filters.ranges[key] ?? [null, null]
    if (min !== null) query[`${key}_min`] = plain(min)
    if (max !== null) query[`${key}_max`] = plain(max)
  }
  if (filters.q) query.q = filters.q
  return query
}

export function withList(filters: Filters, key: ListKey, values: readonly string[]): Filters {
  const lists = { ...filters.lists }
  if (values.length) lists[key] = [...values]
  else delete lists[key]
  return { ...filters, lists }
}

export function toggled(filters: Filters, key: ListKey, value: string): Filters {
  const current = filters.lists[key] ?? []
  return withList(
    filters,
    key,
    current.includes(value) ? current.filter((each) => each !== value) : [...current, value],
  )
}

export function withRange(filters: Filters, key: RangeKey, range: Range): Filters {
  const ranges = { ...filters.ranges }
  if (range[0] === null && range[1] === null) delete ranges[key]
  else ranges[key] = range
  return { ...filters, ranges }
}

export function activeCount(filters: Filters): number {
  return Object.keys(filters.lists).length + Object.keys(filters.ranges).length + (filters.q ? 1 : 0)
}

export function sameFilters(one: Filters, other: Filters): boolean {
  return JSON.stringify(filtersToQuery(one)) === JSON.stringify(filtersToQuery(other))
}
