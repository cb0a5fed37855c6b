import { describe, expect, it } from 'vitest'
import { differs, direction, isStale, moved, ordered } from './surveyEffects'

describe('effects of a commit', () => {
  it.each([['C', 'A', 'up'], ['A', 'D', 'down'], [null, 'B', 'other'], ['B', 'B', 'other']] as const)('%s to %s is %s', (from, to, expected) => {
    expect(direction({ from, to })).toBe(expected)
  })
  it('are ordered by size, and counted', () => {
    const moves = [{ from: 'A', to: 'B', count: 1 }, { from: 'C', to: 'B', count: 4 }, { from: 'D', to: 'C', count: 0 }]
    expect(ordered(moves).map((move) => move.count)).toEqual([4, 1])
    expect([moved(moves), moved(undefined)]).toEqual([5, 0])
  })
  it('are stale once the inventory has moved on', () => {
    expect(isStale({ state: 'done', revision: 4 }, 5)).toBe(true)
    expect(isStale({ state: 'done', revision: 5 }, 5)).toBe(false)
    expect(isStale({ state: 'computing', revision: 4 }, 5)).toBe(false)
  })
  it('say what of a park differs', () => {
    const change = { park_id: 1, code: 'a', name: 'b', before: { grade: 'B', far: 1 }, after: { grade: 'A', far: 1 } }
    expect([differs(change, 'grade'), differs(change, 'far'), differs({ ...change, before: null }, 'far')]).toEqual([true, false, true])
  })
})
