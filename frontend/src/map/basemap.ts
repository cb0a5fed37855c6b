/** The offline basemap: districts shaded by the number of selected parks, their borders, and a graticule. */
import type { AreaFeatures } from '../api/types'
import { latitude, longitude, mercatorX, mercatorY, shapeOf, type Shape } from '../domain/parks'
import { CanvasLayer, inView, tracePath, type Frame } from './canvasLayer'

export interface District extends Shape {
  code: string
  name: string
  labelX: number
  labelY: number
}

export const CHOROPLETH_UNTIL = 11.5
const SHADES = ['#f6f8fa', '#eaf0f5', '#dde7ef', '#cfdde8', '#bfd1df'] as const
const STEPS = [0.5, 1, 2, 5, 10, 30, 60] as const

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

export class Basemap extends CanvasLayer {
  private districts: readonly District[] = []
  private counts: ReadonlyMap<string, number> = new Map()
  private focus: ReadonlySet<string> = new Set()

  constructor() {
    super('basemap')
  }

  setDistricts(districts: readonly District[]): void {
    this.districts = districts
    this.redraw()
  }

  setCounts(counts: ReadonlyMap<string, number>, focus: readonly string[]): void {
    this.counts = counts
    this.focus = new Set(focus)
    this.redraw()
  }

  private shade(district: District, most: number): string {
    const count = this.counts.get(district.code) ?? 0
    if (count === 0 || most === 0) return SHADES[0]
    return SHADES[Math.min(4, 1 + Math.floor((count / most) * 3.999))] ?? SHADES[0]
  }

  protected draw(frame: Frame): void {
    const { context, zoom } = frame
    const most = Math.max(0, ...this.counts.values())
    context.lineJoin = 'round'
    for (const district of this.districts) {
      if (!inView(frame, district)) continue
      const outside = this.focus.size > 0 && !this.focus.has(district.code)
      context.beginPath()
      tracePath(frame, district.rings)
      const plain = zoom >= CHOROPLETH_UNTIL || this.focus.size > 0
      context.fillStyle = outside ? '#eff3f6' : plain ? '#fcfdfe' : this.shade(district, most)
      context.fill()
    }
    this.drawGraticule(frame)
    for (const district of this.districts) {
      if (!inView(frame, district)) continue
      const focused = this.focus.has(district.code)
      context.beginPath()
      tracePath(frame, district.rings)
      context.strokeStyle = focused ? '#4f6b84' : '#9aabba'
      context.lineWidth = focused ? 1.8 : 1
      context.stroke()
    }
  }

  private drawGraticule(frame: Frame): void {
    const { context, scale, offsetX, offsetY, width, height } = frame
    const west = longitude(offsetX / scale)
    const east = longitude((offsetX + width) / scale)
    const north = latitude(offsetY / scale)
    const south = latitude((offsetY + height) / scale)
    // steps are minutes of arc, so that lines fall where a paper map has them
    const minutes = (STEPS.find((step) => (((east - west) * 60) / step) <= 14) ?? 60)
    const step = minutes / 60
    context.beginPath()
    for (let lng = Math.ceil(west / step) * step; lng <= east; lng += step) {
      const x = Math.round(mercatorX(lng) * scale - offsetX) + 0.5
      context.moveTo(x, 0)
      context.lineTo(x, height)
    }
    for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
      const y = Math.round(mercatorY(lat) * scale - offsetY) + 0.5
      context.moveTo(0, y)
      context.lineTo(width, y)
    }
    context.strokeStyle = 'rgba(120, 144, 164, 0.16)'
    context.lineWidth = 1
    context.stroke()
  }
}
