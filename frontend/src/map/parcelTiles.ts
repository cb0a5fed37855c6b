/** Parcel vector tiles: which ones a view needs, decoded once into world coordinates, the oldest dropped. */
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { ApiError, isAbort } from '../api/problem'
import { contains, shapeOf, type Shape } from '../domain/parks'

export interface Parcel extends Shape {
  id: number
  park: number | null
  code: string
  grade: string | null
  properties: Record<string, unknown>
}

export interface Tile {
  z: number
  x: number
  y: number
  parcels: Parcel[]
}

export const TILE_ZOOMS = { least: 14, most: 16 } as const
const KEPT = 160

export function tileZoom(zoom: number): number {
  return Math.min(TILE_ZOOMS.most, Math.max(TILE_ZOOMS.least, Math.round(zoom)))
}

/** Tiles that cover a box given on the unit square. */
export function covering(box: { west: number; east: number; north: number; south: number }, z: number): [number, number][] {
  const size = 2 ** z
  const clamp = (value: number) => Math.min(size - 1, Math.max(0, Math.floor(value * size)))
  const found: [number, number][] = []
  for (let x = clamp(box.west); x <= clamp(box.east); x += 1) {
    for (let y = clamp(box.north); y <= clamp(box.south); y += 1) found.push([x, y])
  }
  return found
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

export function decodeTile(bytes: ArrayBuffer, z: number, x: number, y: number): Tile {
  const tile = new VectorTile(new Pbf(new Uint8Array(bytes)))
  const size = 2 ** z
  const parcels: Parcel[] = []
  for (const layer of Object.values(tile.layers)) {
    for (let index = 0; index < layer.length; index += 1) {
      const feature = layer.feature(index)
      if (feature.type !== 3) continue
      const rings = feature.loadGeometry().map((points) => {
        const ring = new Float64Array(points.length * 2)
        points.forEach((point, at) => {
          ring[at * 2] = (x + point.x / layer.extent) / size
          ring[at * 2 + 1] = (y + point.y / layer.extent) / size
        })
        return ring
      })
      const properties = feature.properties
      parcels.push({
        ...shapeOf(rings),
        id: Number(feature.id ?? properties.id ?? 0),
        park: properties.park_id === undefined ? null : Number(properties.park_id),
        code: text(properties.code) ?? '',
        grade: text(properties.grade),
        properties,
      })
    }
  }
  return { z, x, y, parcels }
}

export class TileStore {
  private readonly tiles = new Map<string, Tile>()
  private readonly loading = new Map<string, AbortController>()

  constructor(
    private readonly load: (z: number, x: number, y: number, signal: AbortSignal) => Promise<ArrayBuffer>,
    private readonly onTile: () => void,
    private readonly onStale: () => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** The loaded ones of the wanted tiles; the others are asked for, and what is no longer wanted is given up. */
  want(z: number, wanted: readonly [number, number][]): Tile[] {
    const keys = new Set(wanted.map(([x, y]) => `${z}/${x}/${y}`))
    for (const [key, controller] of this.loading) if (!keys.has(key)) controller.abort()
    const ready: Tile[] = []
    for (const [x, y] of wanted) {
      const key = `${z}/${x}/${y}`
      const tile = this.tiles.get(key)
      if (tile) ready.push(tile)
      else if (!this.loading.has(key)) void this.fetch(key, z, x, y)
    }
    return ready
  }

  at(z: number, x: number, y: number): Parcel | null {
    const tile = this.tiles.get(`${z}/${Math.floor(x * 2 ** z)}/${Math.floor(y * 2 ** z)}`)
    return tile?.parcels.find((parcel) => contains(parcel, x, y)) ?? null
  }

  clear(): void {
    for (const controller of this.loading.values()) controller.abort()
    this.tiles.clear()
  }

  private async fetch(key: string, z: number, x: number, y: number): Promise<void> {
    const controller = new AbortController()
    this.loading.set(key, controller)
    try {
      const tile = decodeTile(await this.load(z, x, y, controller.signal), z, x, y)
      this.tiles.set(key, tile)
      for (const old of this.tiles.keys()) {
        if (this.tiles.size <= KEPT) break
        this.tiles.delete(old)
      }
      this.onTile()
    } catch (error) {
      // a tile that did not come is asked for again at the next move
      if (isAbort(error)) return
      if (error instanceof ApiError && error.problem.code === 'stale_token') this.onStale()
      else this.onFailure(error)
    } finally {
      this.loading.delete(key)
    }
  }
}
