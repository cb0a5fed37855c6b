/** One selection, one number: the server counts, and the map, the table and the export show what it counted. */
import { computed, shallowRef } from 'vue'
import { fetchFacets } from '../api/endpoints'
import { isAbort } from '../api/problem'
import type { Facets } from '../api/types'
import { filtersToQuery, type Filters } from '../domain/filters'
import type { Park } from '../domain/parks'
import { parks } from './parks'

const DEBOUNCE_MS = 150

export const facets = shallowRef<Facets | null>(null)
export const counting = shallowRef(false)
export const selectionError = shallowRef<unknown>(null)

/** Whether what is shown is what the filter selects: only then may it be exported. */
export const counted = computed(() => facets.value !== null && !counting.value && selectionError.value === null)

export const selectedIds = computed<ReadonlySet<number> | null>(() => {
  // nothing is known of a selection that could not be counted, least of all that it is everything
  if (selectionError.value !== null) return new Set()
  const ids = facets.value?.ids
  return ids ? new Set(ids) : null
})

export const selectedParks = computed<readonly Park[]>(() => {
  const ids = selectedIds.value
  return ids === null ? parks.value : parks.value.filter((park) => ids.has(park.id))
})

export const districtCounts = computed<ReadonlyMap<string, number>>(() => {
  const counts = new Map<string, number>()
  for (const park of selectedParks.value) {
    const code = park.area.slice(0, 6)
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
})

let timer = 0
let controller: AbortController | null = null

async function load(filters: Filters): Promise<void> {
  const mine = new AbortController()
  controller = mine
  try {
    facets.value = await fetchFacets(filtersToQuery(filters), mine.signal)
    selectionError.value = null
  } catch (error) {
    if (isAbort(error)) return
    selectionError.value = error
    facets.value = null
  }
  if (controller === mine) counting.value = false
}

export function count(filters: Filters, soon = false): void {
  window.clearTimeout(timer)
  // an answer to the filter before would pass for the count of this one
  controller?.abort()
  counting.value = true
  timer = window.setTimeout(() => void load(filters), soon ? 0 : DEBOUNCE_MS)
}

export function forgetSelection(): void {
  window.clearTimeout(timer)
  controller?.abort()
  facets.value = null
  selectionError.value = null
  counting.value = false
}
