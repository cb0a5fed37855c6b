/** District outlines, decoded once into world coordinates. */
import type { AreaFeatures } from '../api/types'
import { mercatorX, mercatorY, shapeOf, type Shape } from './parks'

export interface District extends Shape {
  code: string
  name: string
  labelX: number
  labelY: number
}

export function toRing(coordinates: readonly (readonly number[])[]): Float64Array {
  const ring = new Float64Array(coordinates.length * 2)
  coordinates.forEach((position, index) => {
    ring[index * 2] = mercatorX(position[0] ?? 0)
    ring[index * 2 + 1] = mercatorY(position[1] ?? 0)
  })
  return ring
}

function centroid(ring: Float64Array): [number, number] {
  let area = 0
  let x = 0
  let y = 0
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const cross = (ring[j] as number) * (ring[i + 1] as number) - (ring[i] as number) * (ring[j + 1] as number)
    area += cross
    x += ((ring[i] as number) + (ring[j] as number)) * cross
    y += ((ring[i + 1] as number) + (ring[j + 1] as number)) * cross
  }
  return area === 0 ? [ring[0] ?? 0, ring[1] ?? 0] : [x / (3 * area), y / (3 * area)]
}

export function decodeDistricts(features: AreaFeatures): District[] {
  return features.features.map((feature) => {
    const polygons = feature.geometry.type === 'Polygon' ? [feature.geometry.coordinates] : feature.geometry.coordinates
    const rings = polygons.flatMap((polygon) => polygon.map(toRing))
    const largest = rings.reduce((best, ring) => (ring.length > best.length ? ring : best), rings[0] ?? new Float64Array())
    const [labelX, labelY] = centroid(largest)
    return { ...shapeOf(rings), code: feature.properties.code, name: feature.properties.name, labelX, labelY }
  })
}
