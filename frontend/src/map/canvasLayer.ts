/** A canvas that covers the view with a margin, follows pans for free and scales during zoom animations. */

const MARGIN = 0.2

export interface Frame {
  context: CanvasRenderingContext2D
  /** pixels per unit square at the current zoom */
  scale: number
  /** unit-square position × scale − offset = canvas pixel */
  offsetX: number
  offsetY: number
  width: number
  height: number
  zoom: number
}

export abstract class CanvasLayer extends L.Layer {
  private canvas: HTMLCanvasElement | null = null
  private corner = L.latLng(0, 0)
  private drawnZoom = 0
  private pending = 0
  private readonly paneName: string

  constructor(paneName: string) {
    super()
    this.paneName = paneName
  }

  protected abstract draw(frame: Frame): void

  override onAdd(map: L.Map): this {
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated')
    map.getPane(this.paneName)?.append(this.canvas)
    this.redrawNow()
    return this
  }

  override onRemove(): this {
    cancelAnimationFrame(this.pending)
    this.canvas?.remove()
    this.canvas = null
    return this
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      viewreset: () => this.redrawNow(),
      moveend: () => this.redrawNow(),
      resize: () => this.redrawNow(),
      zoom: () => this.follow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent
        this.follow(center, zoom)
      },
    }
  }

  /** Ask for a new drawing at the next frame; several asks make one. */
  redraw(): void {
    if (!this.canvas || this.pending) return
    this.pending = requestAnimationFrame(() => {
      this.pending = 0
      this.redrawNow()
    })
  }

  private follow(center: L.LatLng, zoom: number): void {
    if (!this.canvas) return
    const map = this._map
    const pane = L.DomUtil.getPosition(map.getPane('mapPane') as HTMLElement)
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2)).add(pane).round()
    const position = map.project(this.corner, zoom).subtract(origin)
    L.DomUtil.setTransform(this.canvas, position, map.getZoomScale(zoom, this.drawnZoom))
  }

  private redrawNow(): void {
    const map = this._map
    const canvas = this.canvas
    const context = canvas?.getContext('2d')
    if (!map || !canvas || !context) return
    const size = map.getSize()
    const zoom = map.getZoom()
    const width = Math.round(size.x * (1 + 2 * MARGIN))
    const height = Math.round(size.y * (1 + 2 * MARGIN))
    const ratio = window.devicePixelRatio || 1
    const topLeft = map.containerPointToLayerPoint([-size.x * MARGIN, -size.y * MARGIN]).round()
    const pixels = topLeft.add(map.getPixelOrigin())
    this.corner = map.layerPointToLatLng(topLeft)
    this.drawnZoom = zoom
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      canvas.width = width * ratio
      canvas.height = height * ratio
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
    }
    L.DomUtil.setTransform(canvas, topLeft, 1)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    this.draw({
      context, width, height, zoom, scale: 256 * 2 ** zoom, offsetX: pixels.x, offsetY: pixels.y,
    })
  }
}

export function tracePath(frame: Frame, rings: readonly Float64Array[]): void {
  const { context, scale, offsetX, offsetY } = frame
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index += 2) {
      const x = (ring[index] as number) * scale - offsetX
      const y = (ring[index + 1] as number) * scale - offsetY
      if (index === 0) context.moveTo(x, y)
      else context.lineTo(x, y)
    }
    context.closePath()
  }
}

export function inView(frame: Frame, box: { west: number; east: number; north: number; south: number }): boolean {
  const { scale, offsetX, offsetY, width, height } = frame
  return (
    box.east * scale - offsetX >= 0 && box.west * scale - offsetX <= width &&
    box.south * scale - offsetY >= 0 && box.north * scale - offsetY <= height
  )
}
