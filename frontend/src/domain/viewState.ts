/** The whole view as a URL query, so that a link shows a colleague the same page. */
import { filtersFromQuery, filtersToQuery, type Filters, type Query } from './filters'
import { COLOR_KEYS, type ColorKey } from './palette'

export interface MapPosition {
  lng: number
  lat: number
  zoom: number
}

export const SORT_KEYS = [
  'rank', 'code', 'name', 'area_m2', 'far', 'output_per_mu', 'tax_per_mu', 'procedure_share', 'grade', 'mode', 'priority',
] as const
export type SortKey = (typeof SORT_KEYS)[number]

export interface ViewState {
  filters: Filters
  color: ColorKey
  park: number | null
  position: MapPosition | null
  drawer: boolean
  panel: boolean
  sort: { key: SortKey; descending: boolean }
}

export const DEFAULT_COLOR: ColorKey = 'grade'

function among<T extends string>(values: readonly T[], raw: unknown): T | null {
  return values.find((value) => value === raw) ?? null
}

function parsePosition(raw: unknown): MapPosition | null {
  if (typeof raw !== 'string') return null
  const [lng, lat, zoom] = raw.split(',').map(Number)
  if (lng === undefined || lat === undefined || zoom === undefined) return null
  const valid = lng >= 73 && lng <= 136 && lat >= 3 && lat <= 54 && zoom >= 7 && zoom <= 20
  return valid ? { lng, lat, zoom } : null
}

function parseSort(raw: unknown): ViewState['sort'] {
  const text = typeof raw === 'string' ? raw : ''
  const descending = text.startsWith('-')
  const key = among(SORT_KEYS, descending ? text.slice(1) : text)
  return key ? { key, descending } : { key: 'rank', descending: false }
}

export function viewFromQuery(query: Record<string, unknown>): ViewState {
  const park = Number(query.park)
  return {
    filters: filtersFromQuery(query),
    color: among(COLOR_KEYS, query.color) ?? DEFAULT_COLOR,
    park: Number.isInteger(park) && park > 0 ? park : null,
    position: parsePosition(query.at),
    drawer: query.table === '1',
    panel: query.panel !== '0',
    sort: parseSort(query.sort),
  }
}

export function viewToQuery(view: ViewState): Query {
  const query = filtersToQuery(view.filters)
  if (view.color !== DEFAULT_COLOR) query.color = view.color
  if (view.park !== null) query.park = String(view.park)
  if (view.position) {
    const { lng, lat, zoom } = view.position
    query.at = `${lng.toFixed(5)},${lat.toFixed(5)},${Number(zoom.toFixed(2))}`
  }
  if (view.drawer) query.table = '1'
  if (!view.panel) query.panel = '0'
  const { key, descending } = view.sort
  if (key !== 'rank' || descending) query.sort = `${descending ? '-' : ''}${key}`
  return query
}
