import { describe, expect, it } from 'vitest'
import type { Played } from '../api/assessmentTypes'
import { NO_VALUE_COLOR } from './palette'
import type { Park } from './parks'
import { isSame, moveColor, placesOf, rankColor, rankedParks, shares, withShare } from './ranking'

const park = (id: number) => ({ id, name: `园区${id}` }) as Park
const played: Played = {
  appraisal: 1, method: 'weighted_sum', weights: {}, seconds: 0.01,
  id: [1, 2, 3], rank: [2, null, 1], priority: [50, null, 70], need: [40, null, 60], opportunity: [60, null, 80], moved: [-1, null, 1],
}

describe('weights', () => {
  it('are shares of their sum', () => {
    expect(shares({ a: 1, b: 3 })).toEqual({ a: 0.25, b: 0.75 })
    expect(shares({ a: 0, b: 0 })).toEqual({ a: 0, b: 0 })
  })
  it('give way to the one that is moved, in proportion', () => {
    const moved = withShare({ a: 0.2, b: 0.2, c: 0.6 }, ['c'], 0.2)
    expect(moved.c).toBeCloseTo(0.2)
    expect(moved.a).toBeCloseTo(0.4)
    expect(moved.b).toBeCloseTo(0.4)
  })
  it('of a group move together and keep their proportions', () => {
    const moved = withShare({ a: 0.1, b: 0.3, c: 0.6 }, ['a', 'b'], 0.8)
    expect(moved.a).toBeCloseTo(0.2)
    expect(moved.b).toBeCloseTo(0.6)
    expect(moved.c).toBeCloseTo(0.2)
  })
  it('come back from nothing and from everything', () => {
    expect(withShare({ a: 0, b: 0, c: 1 }, ['a', 'b'], 0.5)).toEqual({ a: 0.25, b: 0.25, c: 0.5 })
    expect(withShare({ a: 1, b: 0, c: 0 }, ['a'], 0.5)).toEqual({ a: 0.5, b: 0.25, c: 0.25 })
  })
  it('are the same in whatever unit', () => {
    expect(isSame({ a: 1, b: 3 }, { a: 0.25, b: 0.75 })).toBe(true)
    expect(isSame({ a: 1, b: 3 }, { a: 0.3, b: 0.7 })).toBe(false)
  })
})

describe('colours', () => {
  it('change behind the last rank of a class', () => {
    expect(rankColor(50)).not.toBe(rankColor(51))
    expect(rankColor(1001)).toBe(rankColor(2705))
    expect(rankColor(null)).toBe(NO_VALUE_COLOR)
  })
  it('tell up from down, and small moves from none', () => {
    expect(moveColor(9)).toBe(moveColor(-9))
    expect(moveColor(10)).not.toBe(moveColor(9))
    expect(moveColor(-10)).not.toBe(moveColor(-9))
    expect(moveColor(null)).toBe(NO_VALUE_COLOR)
  })
})

describe('a ranking', () => {
  const parks = new Map([1, 2, 3].map((id) => [id, park(id)]))
  it('lists the best first and the unranked last', () => {
    expect(rankedParks(played, null, parks).map((row) => row.park.id)).toEqual([3, 1, 2])
  })
  it('leaves out parks that are not on the page', () => {
    expect(rankedParks(played, null, new Map([[1, park(1)]])).map((row) => row.park.id)).toEqual([1])
  })
  it('finds the stability of a park whatever the order of the rows', () => {
    const stability = { tops: [100], draws: 10, seed: 1, spread: 0.2, id: [3, 1], rank: [1, 2], rank_p5: [1, 2], rank_p50: [1, 2], rank_p95: [1, 3], top_100: [1, 0.5] }
    const [first, second, third] = rankedParks(played, stability, parks)
    expect([first?.high, second?.high, third?.high]).toEqual([1, 3, null])
    expect(second?.top).toBe(0.5)
  })
  it('gives the map its places', () => {
    expect(placesOf(played).get(3)).toEqual({ rank: 1, moved: 1 })
    expect(placesOf(null).size).toBe(0)
  })
})
