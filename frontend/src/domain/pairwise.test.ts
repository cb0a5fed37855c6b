import { describe, expect, it } from 'vitest'
import { judged, matrixOf, pairsOf, stepOf, valueOf, withMatrix } from './pairwise'

describe('pairwise judgements', () => {
  it('go from a ninth to nine in seventeen steps and back', () => {
    for (let step = -8; step <= 8; step += 1) expect(stepOf(valueOf(step))).toBe(step)
    expect(valueOf(8)).toBe(9)
    expect(valueOf(-8)).toBeCloseTo(1 / 9)
    expect(valueOf(0)).toBe(1)
    expect(valueOf(99)).toBe(9)
  })
  it('are asked once a pair', () => {
    expect(pairsOf([[1, 3, 0.5], [1 / 3, 1, 1], [2, 1, 1]])).toEqual([
      { row: 0, column: 1, step: 2 }, { row: 0, column: 2, step: -1 }, { row: 1, column: 2, step: 0 },
    ])
    expect(pairsOf([[1]])).toEqual([])
  })
  it('keep the matrix reciprocal', () => {
    const changed = judged([[1, 1], [1, 1]], 0, 1, 4)
    expect(changed).toEqual([[1, 5], [0.2, 1]])
  })
  it('belong to the groups or to one group', () => {
    const start = { groups: [[1]], within: { land: [[1]] } }
    expect(withMatrix(start, 'land', [[1, 2], [0.5, 1]]).within.land).toEqual([[1, 2], [0.5, 1]])
    expect(withMatrix(start, null, [[1, 2], [0.5, 1]]).groups).toEqual([[1, 2], [0.5, 1]])
    expect(matrixOf(start, 'nowhere')).toEqual([[1]])
  })
})
