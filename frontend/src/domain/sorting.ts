import type { ParkFigures } from './parks'
import type { SortKey } from './viewState'

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** Sorted copy; what has no value comes last either way. */
export function sortedParks<T extends ParkFigures>(parks: readonly T[], key: SortKey, descending: boolean): T[] {
  const sign = descending ? -1 : 1
  return [...parks].sort((one, other) => {
    const a = one[key]
    const b = other[key]
    if (a === null || b === null) return a === b ? one.id - other.id : a === null ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
    return order === 0 ? one.id - other.id : order * sign
  })
}
