import { describe, expect, it } from 'vitest'
import type { ParkFigures } from './parks'
import { sortedParks } from './sorting'

const park = (id: number, far: number | null, name: string) => ({ id, far, name, code: `440111-${id}` }) as unknown as ParkFigures

describe('sorting', () => {
  const parks = [park(3, 0.5, '石马第十工业园'), park(1, null, '石马第2工业园'), park(2, 0.1, '白云')]
  const ids = (list: ParkFigures[]) => list.map((each) => each.id)
  it('puts missing values last both ways', () => {
    expect(ids(sortedParks(parks, 'far', false))).toEqual([2, 3, 1])
    expect(ids(sortedParks(parks, 'far', true))).toEqual([3, 2, 1])
  })
  it('sorts names by their reading and leaves the list as it was', () => {
    expect(ids(sortedParks(parks, 'name', false))[0]).toBe(2)
    expect(ids(parks)).toEqual([3, 1, 2])
  })
  it('breaks ties by id', () => {
    expect(ids(sortedParks([park(9, 1, 'a'), park(4, 1, 'a')], 'far', true))).toEqual([4, 9])
  })
})
