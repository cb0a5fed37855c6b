/** Every park on one canvas; what the filter leaves out fades instead of vanishing. */
import type { Park } from '../domain/parks'
import { CanvasLayer, inView, tracePath, type Frame } from './canvasLayer'

export const PARCELS_FROM = 14
const SMALLEST = 5

export class ParksLayer extends CanvasLayer {
  private parks: readonly Park[] = []
  private selected: ReadonlySet<number> | null = null
  private color: (park: Park) => string = () => '#888888'
  private hovered: Park | null = null
  private chosen: Park | null = null

  constructor() {
    super('parks')
  }

  setParks(parks: readonly Park[]): void {
    // large ones first, so that a small neighbour is never hidden
    this.parks = [...parks].sort((one, other) => (other.area_m2 ?? 0) - (one.area_m2 ?? 0))
    this.redraw()
  }

  setColor(color: (park: Park) => string): void {
    this.color = color
    this.redraw()
  }

  setSelected(selected: ReadonlySet<number> | null): void {
    this.selected = selected
    this.redraw()
  }

  setHovered(park: Park | null): void {
    if (park === this.hovered) return
    this.hovered = park
    this.redraw()
  }

  setChosen(park: Park | null): void {
    this.chosen = park
    this.redraw()
  }

  get ordered(): readonly Park[] {
    return this.parks
  }

  isSelected(park: Park): boolean {
    return this.selected === null || this.selected.has(park.id)
  }

  protected draw(frame: Frame): void {
    const visible = this.parks.filter((park) => inView(frame, park))
    for (const park of visible) if (!this.isSelected(park)) this.drawPark(frame, park, true)
    for (const park of visible) if (this.isSelected(park)) this.drawPark(frame, park, false)
    if (this.hovered && this.hovered !== this.chosen) this.outline(frame, this.hovered, '#1d3b57', 2, 0)
    if (this.chosen) this.outline(frame, this.chosen, '#0b2f52', 2.5, 5)
  }

  /** True when it was small enough to be a dot. */
  private trace(frame: Frame, park: Park, grow: number): boolean {
    const { context, scale, offsetX, offsetY, zoom } = frame
    const size = Math.max(park.east - park.west, park.south - park.north) * scale
    context.beginPath()
    if (size >= SMALLEST + Math.max(0, 11 - zoom)) {
      tracePath(frame, park.rings)
      return false
    }
    const radius = Math.min(4.2, Math.max(1.9, Math.sqrt((park.area_m2 ?? 0) / 10000) * 0.62)) + grow
    const x = ((park.west + park.east) / 2) * scale - offsetX
    const y = ((park.north + park.south) / 2) * scale - offsetY
    context.arc(x, y, radius, 0, Math.PI * 2)
    return true
  }

  private drawPark(frame: Frame, park: Park, faded: boolean): void {
    const { context, zoom } = frame
    const dot = this.trace(frame, park, 0)
    const detailed = zoom >= PARCELS_FROM
    // a tint over the parcels would show them in colors that the legend does not have
    if (!detailed || dot) {
      context.fillStyle = this.color(park)
      context.globalAlpha = faded ? (dot ? 0.2 : 0.17) : dot ? 0.88 : 0.82
      context.fill()
      context.globalAlpha = 1
    }
    if (faded) return
    context.lineWidth = detailed ? 2 : 0.8
    context.strokeStyle = detailed ? this.color(park) : dot ? 'rgba(255,255,255,0.75)' : 'rgba(25,45,65,0.55)'
    context.stroke()
  }

  private outline(frame: Frame, park: Park, color: string, width: number, halo: number): void {
    const { context } = frame
    const dot = this.trace(frame, park, 2.5)
    context.lineJoin = 'round'
    if (halo) {
      context.strokeStyle = 'rgba(255,255,255,0.92)'
      context.lineWidth = width + halo
      context.stroke()
    }
    if (frame.zoom < PARCELS_FROM || dot) {
      context.fillStyle = this.color(park)
      context.fill()
    }
    context.strokeStyle = color
    context.lineWidth = width
    context.stroke()
  }
}
