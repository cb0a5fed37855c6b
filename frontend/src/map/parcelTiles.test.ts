import Pbf from 'pbf'
import { describe, expect, it, vi } from 'vitest'
import { covering, decodeTile, tileZoom, TileStore } from './parcelTiles'

/** A tile of one square parcel, written by hand as the vector tile specification has it. */
function squareTile(): ArrayBuffer {
  const pbf = new Pbf()
  const geometry = [9, 0, 0, 26, 2048, 0, 0, 2048, 2047, 0, 15]
  pbf.writeMessage(3, (_: unknown, layer: Pbf) => {
    layer.writeVarintField(15, 2)
    layer.writeStringField(1, 'parcels')
    layer.writeMessage(2, (_feature: unknown, feature: Pbf) => {
      feature.writeVarintField(1, 42)
      feature.writePackedVarint(2, [0, 0, 1, 1])
      feature.writeVarintField(3, 3)
      feature.writePackedVarint(4, geometry)
    }, null)
    layer.writeStringField(3, 'code')
    layer.writeStringField(3, 'park_id')
    layer.writeMessage(4, (_value: unknown, value: Pbf) => value.writeStringField(1, '440111012003JB00127'), null)
    layer.writeMessage(4, (_value: unknown, value: Pbf) => value.writeVarintField(5, 319), null)
    layer.writeVarintField(5, 4096)
  }, null)
  const bytes = pbf.finish()
  return bytes.slice().buffer
}

describe('parcel tiles', () => {
  it('asks for the zooms that are served', () => expect([10, 14.4, 15.5, 18].map(tileZoom)).toEqual([14, 14, 16, 16]))
  it('covers a view and stays on the world', () => {
    expect(covering({ west: 0.26, east: 0.6, north: 0.1, south: 0.3 }, 2)).toEqual([[1, 0], [1, 1], [2, 0], [2, 1]])
    expect(covering({ west: -1, east: 2, north: 0, south: 0 }, 1)).toEqual([[0, 0], [1, 0]])
  })
  it('decodes parcels into world coordinates', () => {
    const { parcels } = decodeTile(squareTile(), 1, 1, 0)
    expect(parcels).toHaveLength(1)
    expect(parcels[0]).toMatchObject({ id: 42, park: 319, code: '440111012003JB00127', grade: null, west: 0.5, north: 0 })
    expect(parcels[0]?.east).toBeCloseTo(0.625)
  })
  it('takes an empty tile for one without parcels', () => expect(decodeTile(new ArrayBuffer(0), 14, 0, 0).parcels).toEqual([]))
  it('loads each tile once, gives up what is no longer wanted, and finds what lies under a point', async () => {
    const signals: AbortSignal[] = []
    const load = vi.fn((_z: number, x: number, _y: number, signal: AbortSignal) => {
      signals.push(signal)
      return x === 1 ? Promise.resolve(squareTile()) : new Promise<ArrayBuffer>(() => undefined)
    })
    const arrived = vi.fn()
    const store = new TileStore(load, arrived, () => undefined, () => undefined)
    expect(store.want(1, [[1, 0], [0, 0]])).toEqual([])
    await vi.waitFor(() => expect(arrived).toHaveBeenCalledOnce())
    expect(store.want(1, [[1, 0]])).toHaveLength(1)
    expect(load).toHaveBeenCalledTimes(2)
    expect(signals[1]?.aborted).toBe(true)
    expect(store.at(1, 0.55, 0.05)?.id).toBe(42)
    expect(store.at(1, 0.9, 0.4)).toBeNull()
  })
  it('says why a tile did not come, and asks for it again', async () => {
    const failed = vi.fn()
    const load = vi.fn(() => Promise.reject(new Error('no server')))
    const store = new TileStore(load, () => undefined, () => undefined, failed)
    store.want(1, [[0, 0]])
    await vi.waitFor(() => expect(failed).toHaveBeenCalledOnce())
    store.want(1, [[0, 0]])
    expect(load).toHaveBeenCalledTimes(2)
  })
})
