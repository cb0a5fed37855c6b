import { expect, it } from 'vitest'
import { decodeDistricts } from './districts'
import { latitude, longitude } from './parks'

it('labels a district at the middle of its largest part', () => {
  const square = (x: number, y: number, size: number) => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
  const fine = [[113, 23], [113.5, 23], [114, 23], [114, 24], [113, 24], [113, 23]]
  const [district] = decodeDistricts({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { code: '440114', name: '花都区' }, geometry: { type: 'MultiPolygon', coordinates: [[square(110, 20, 0.1)], [fine]] } }],
  })
  expect(longitude(district?.labelX ?? 0)).toBeCloseTo(113.5, 6)
  expect(latitude(district?.labelY ?? 0)).toBeCloseTo(23.5, 1)
  expect(district?.rings).toHaveLength(2)
})
