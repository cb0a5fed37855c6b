/** The offline basemap: districts shaded by the number of selected parks, their borders, and a graticule. */
import type { District } from '../domain/districts'
import { latitude, longitude, mercatorX, mercatorY } from '../domain/parks'
import { CanvasLayer, inView, tracePath, type Frame } from './canvasLayer'

export const CHOROPLETH_UNTIL = 11.5
const SHADES = ['#f6f8fa', '#eaf0f5', '#dde7ef', '#cfdde8', '#bfd1df'] as const
const STEPS = [0.5, 1, 2, 5, 10, 30, 60] as const

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
