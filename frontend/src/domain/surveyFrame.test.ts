import { describe, expect, it } from 'vitest'
import type { PreviewFeature } from '../api/surveyTypes'
import { frameOf } from './surveyFrame'

const box = (x: number, y: number, side = 0.001): PreviewFeature => ({
  type: 'Feature', properties: {},
  geometry: { type: 'Polygon', coordinates: [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]] },
})
const CITY = [112.9, 22.5, 114.1, 24] as [number, number, number, number]

describe('the frame of a map of rows', () => {
  it('leaves out what lies outside the city', () => {
    expect(frameOf([box(113.2, 23.1), box(113.21, 23.1), box(116.2, 23.1)], CITY)).toEqual({ bounds: [113.2, 23.1, 113.21 + 0.001, 23.1 + 0.001], outside: 1 })
  })
  it('shows all rows where none is inside the city', () => {
    expect(frameOf([box(116.2, 23.1), box(116.3, 23.1)], CITY)).toMatchObject({ bounds: [116.2, 23.1, 116.3 + 0.001, 23.1 + 0.001], outside: 0 })
  })
  it('takes the middle of many rows', () => {
    const many = Array.from({ length: 200 }, (_, index) => box(113.2 + index * 1e-5, 23.1))
    const { bounds, outside } = frameOf([...many, box(113.9, 23.9)], CITY)
    expect(bounds?.[2]).toBeLessThan(113.21)
    expect(outside).toBeGreaterThanOrEqual(1)
    expect(outside).toBeLessThanOrEqual(6)
  })
  it('cuts nothing off where that would gain little', () => {
    const even = Array.from({ length: 50 }, (_, index) => box(113.2 + index * 1e-3, 23.1 + index * 1e-3))
    expect(frameOf(even, CITY).outside).toBe(0)
  })
  it('keeps every row of a few', () => expect(frameOf([box(113.2, 23.1), box(113.8, 23.6)], CITY).outside).toBe(0))
  it('is none without shapes', () => {
    expect(frameOf([], CITY)).toEqual({ bounds: null, outside: 0 })
    expect(frameOf([{ type: 'Feature', properties: {}, geometry: null }], null)).toEqual({ bounds: null, outside: 0 })
  })
})
