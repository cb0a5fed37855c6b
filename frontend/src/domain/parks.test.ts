import { describe, expect, it } from 'vitest'
import { around, contains, decodeParks, decodeRing, latitude, longitude, mercatorX, mercatorY, parkAt, shapeOf, type ParksPayload } from './parks'

const SQUARE = [0, 0, 100, 0, 0, 100, -100, 0]

function payload(): ParksPayload {
  const empty = [null, null]
  return {
    revision: 1, appraisal: null, synthetic: true, count: 2, areas: {},
    columns: {
      id: [7, 8], code: ['440111-0001', '440111-0002'], name: ['一', '二'], area: ['440111012003', '440111012004'], area_m2: [100, 200],
      far: [0.4, null], output_per_mu: empty, tax_per_mu: empty, procedure_share: empty, tenure: empty, grade: ['A', null], mode: empty,
      need: empty, opportunity: empty, priority: empty, rank: empty,
    },
    geometry: { scale: 1000, origin: [113, 23], rings: [[SQUARE], [[200, 200, 100, 0, 0, 100, -100, 0]]] },
  }
}

describe('parks payload', () => {
  it('projects as Web Mercator does', () => {
    expect(mercatorX(0)).toBe(0.5)
    expect(mercatorY(0)).toBeCloseTo(0.5)
    // EPSG:3857 of latitude 23°: 2,632,018.64 m over half the world of 20,037,508.34 m
    expect((0.5 - mercatorY(23)) * 2 * 20037508.342789244).toBeCloseTo(2632018.6375, 2)
    expect(latitude(mercatorY(23.24))).toBeCloseTo(23.24, 10)
    expect(longitude(mercatorX(113.3))).toBeCloseTo(113.3, 10)
  })
  it('adds the steps of a ring up from the origin', () => {
    const ring = decodeRing(SQUARE, [113, 23], 1000)
    expect(longitude(ring[2] as number)).toBeCloseTo(113.1)
    expect(latitude(ring[5] as number)).toBeCloseTo(23.1)
    expect(longitude(ring[6] as number)).toBeCloseTo(113)
  })
  it('keeps null as null', () => {
    const [one, two] = decodeParks(payload())
    expect(one).toMatchObject({ id: 7, far: 0.4, grade: 'A' })
    expect(two).toMatchObject({ id: 8, far: null, grade: null })
  })
  it('leaves holes outside', () => {
    const ring = (low: number, high: number) => new Float64Array([low, low, high, low, high, high, low, high])
    const shape = shapeOf([ring(0, 10), ring(4, 6)])
    expect(contains(shape, 1, 1)).toBe(true)
    expect(contains(shape, 5, 5)).toBe(false)
    expect(contains(shape, 11, 5)).toBe(false)
  })
  it('finds the park under a point, or the nearest small one within reach', () => {
    const parks = decodeParks(payload())
    const at = (lng: number, lat: number, reach: number) => parkAt(parks, mercatorX(lng), mercatorY(lat), reach)?.id ?? null
    expect(at(113.05, 23.05, 0)).toBe(7)
    expect(at(113.25, 23.25, 0)).toBe(8)
    expect(at(113.15, 23.15, 0)).toBeNull()
    expect(at(113.105, 23.05, 0.0001)).toBe(7)
  })
})

it('finds the box around shapes, and none around nothing', () => {
  const [one, other] = [shapeOf([new Float64Array([0, 1, 10, 2])]), shapeOf([new Float64Array([4, 0, 16, 1])])]
  expect(around([one, other])).toEqual({ west: 0, north: 0, east: 16, south: 2 })
  expect(around([])).toBeNull()
})
