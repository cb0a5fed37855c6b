import { describe, expect, it } from 'vitest'
import { activeCount, filtersFromQuery, filtersToQuery, noFilters, sameFilters, toggled, withList, withRange } from './filters'

const QUERY = { district: '440111,440113', grade: 'C,none', far_min: '0.2', far_max: '0.65', area_mu_min: '30', q: '石马' }

describe('filters', () => {
  it('survive the way to the URL and back', () => {
    expect(filtersToQuery(filtersFromQuery(QUERY))).toEqual(QUERY)
  })
  it('read lists and open ranges', () => {
    const filters = filtersFromQuery(QUERY)
    expect(filters.lists.district).toEqual(['440111', '440113'])
    expect(filters.ranges.far).toEqual([0.2, 0.65])
    expect(filters.ranges.area_mu).toEqual([30, null])
    expect(activeCount(filters)).toBe(5)
  })
  it('ignore what is not theirs or makes no sense', () => {
    expect(filtersFromQuery({ far_min: 'much', color: 'mode', grade: '', town: ['1'] })).toEqual(noFilters())
  })
  it('keep zero as a limit', () => {
    expect(filtersToQuery(filtersFromQuery({ tax_per_mu_max: '0' }))).toEqual({ tax_per_mu_max: '0' })
  })
  it('drop repeated values and float noise', () => {
    expect(filtersFromQuery({ grade: 'C,C' }).lists.grade).toEqual(['C'])
    expect(filtersToQuery(withRange(noFilters(), 'far', [0.1 + 0.2, null]))).toEqual({ far_min: '0.3' })
  })
  it('leave out what an old or mistyped address says', () => {
    const filters = filtersFromQuery({ grade: 'Z,D', town: '440111', district: '440111,x', mode: 'qq', tenure: 'state_collective_use' })
    expect(filters.lists).toEqual({ grade: ['D'], district: ['440111'], tenure: ['state_collective_use'] })
  })
  it('toggle one value of a list', () => {
    const one = toggled(noFilters(), 'grade', 'D')
    expect(one.lists.grade).toEqual(['D'])
    expect(toggled(one, 'grade', 'D')).toEqual(noFilters())
  })
  it('never change the one they were made from', () => {
    const before = filtersFromQuery(QUERY)
    const copy = structuredClone(before)
    withRange(before, 'far', [null, null])
    withList(before, 'grade', [])
    toggled(before, 'mode', 'micro')
    expect(before).toEqual(copy)
  })
  it('are the same when their addresses are', () => {
    expect(sameFilters(filtersFromQuery({ far_min: '0.20' }), filtersFromQuery({ far_min: '0.2' }))).toBe(true)
    expect(sameFilters(noFilters(), filtersFromQuery({ q: 'x' }))).toBe(false)
  })
})
