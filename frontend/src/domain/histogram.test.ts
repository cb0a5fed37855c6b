import { describe, expect, it } from 'vitest'
import { handlesOf, heights, nearest, rangeOf, typedRange } from './histogram'

const EDGES = [0, 0.1, 0.2, 0.5, 1, 3]

describe('histogram', () => {
  it('rests both handles outside when nothing is limited', () => {
    expect(handlesOf(EDGES, [null, null])).toEqual([0, 5])
    expect(rangeOf(EDGES, 0, 5)).toEqual([null, null])
  })
  it('turns handles into limits and back', () => {
    expect(rangeOf(EDGES, 2, 4)).toEqual([0.2, 1])
    expect(handlesOf(EDGES, [0.2, 1])).toEqual([2, 4])
  })
  it('puts a typed limit at the nearest edge', () => {
    expect(nearest(EDGES, 0.42)).toBe(3)
    expect(handlesOf(EDGES, [0.42, null])).toEqual([3, 5])
  })
  it('never lets handles cross', () => expect(handlesOf(EDGES, [1, 0.1])).toEqual([1, 4]))
  it('keeps small bars visible', () => {
    expect(heights([0, 1, 100], 100)).toEqual([0, 0.1, 1])
    expect(heights([0, 0], 0)).toEqual([0, 0])
  })
})

describe('a limit as typed', () => {
  it.each([
    ['0.5', 0, [0.5, 2]], ['０．５', 0, [0.5, 2]], [' 40 ', 1, [1, 40]], ['', 1, [1, null]], ['3', 0, [2, 3]], ['0.2', 1, [0.2, 1]],
  ] as const)('%s', (text, which, range) => {
    expect(typedRange(text, which, [1, 2], 1)).toEqual(range)
  })
  it('is of percent where the figure is a share', () => {
    expect(typedRange('25', 0, [null, null], 100)).toEqual([0.25, null])
  })
  it.each(['abc', '0,5', '1e999'])('is none: %s', (text) => {
    expect(typedRange(text, 0, [null, null], 1)).toBeNull()
  })
})
