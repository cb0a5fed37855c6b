/** Parcels from z14, clipped to their tiles and coloured like their park or by their own grade. */
import { CanvasLayer, inView, tracePath, type Frame } from './canvasLayer'
import { PARCELS_FROM } from './parksLayer'
import { covering, tileZoom, TileStore, type Parcel } from './parcelTiles'

export interface ParcelStyle {
  color: (parcel: Parcel) => string
  faded: (parcel: Parcel) => boolean
}

export class ParcelsLayer extends CanvasLayer {
  private readonly store: TileStore
  private style: ParcelStyle = { color: () => '#aab4bd', faded: () => false }
  private hovered = 0
  private ready = false

  constructor(
    load: (z: number, x: number, y: number, signal: AbortSignal) => Promise<ArrayBuffer>,
    events: { onTile: () => void; onStale: () => void; onFailure: (error: unknown) => void },
  ) {
    super('parcels')
    this.store = new TileStore(load, () => { this.redraw(); events.onTile() }, events.onStale, events.onFailure)
  }

  setStyle(style: ParcelStyle): void {
    this.style = style
    this.redraw()
  }

  setHovered(parcel: Parcel | null): void {
    const id = parcel?.id ?? 0
    if (id === this.hovered) return
    this.hovered = id
    this.redraw()
  }

  /** Forgets what was loaded; `ready` says whether an address to load from is known. */
  reload(ready: boolean): void {
    this.ready = ready
    this.store.clear()
    this.redraw()
  }

  at(zoom: number, x: number, y: number): Parcel | null {
    return zoom < PARCELS_FROM ? null : this.store.at(tileZoom(zoom), x, y)
  }

  protected draw(frame: Frame): void {
    const { context, scale, offsetX, offsetY, width, height, zoom } = frame
    if (zoom < PARCELS_FROM || !this.ready) {
      this.store.want(0, [])
      return
    }
    const z = tileZoom(zoom)
    const box = {
      west: offsetX / scale, east: (offsetX + width) / scale, north: offsetY / scale, south: (offsetY + height) / scale,
    }
    const side = scale / 2 ** z
    for (const tile of this.store.want(z, covering(box, z))) {
      context.save()
      context.beginPath()
      context.rect(tile.x * side - offsetX, tile.y * side - offsetY, side, side)
      context.clip()
      for (const parcel of tile.parcels) if (inView(frame, parcel)) this.drawParcel(frame, parcel)
      context.restore()
    }
  }

  private drawParcel(frame: Frame, parcel: Parcel): void {
    const { context } = frame
    const faded = this.style.faded(parcel)
    context.beginPath()
    tracePath(frame, parcel.rings)
    context.fillStyle = this.style.color(parcel)
    context.globalAlpha = faded ? 0.1 : parcel.id === this.hovered ? 1 : 0.82
    context.fill()
    context.globalAlpha = faded ? 0.35 : 1
    context.strokeStyle = parcel.id === this.hovered ? '#0b2f52' : '#ffffff'
    context.lineWidth = parcel.id === this.hovered ? 2 : 1
    context.stroke()
    context.globalAlpha = 1
  }
}
