/** What a map of rows opens at: where most of them are, whatever a single row says. */
import type { Position } from 'geojson'
import type { Bounds } from '../api/types'
import type { PreviewFeature } from '../api/surveyTypes'

const TAIL = 0.01
const MANY = 10

type Coordinates = Position | Coordinates[]

function spread(coordinates: Coordinates, box: Bounds): void {
  if (typeof coordinates[0] === 'number') {
    const [x, y] = coordinates as Position
    if (x === undefined || y === undefined) return
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
    return
  }
  for (const part of coordinates as Coordinates[]) spread(part, box)
}

const EMPTY: Bounds = [Infinity, Infinity, -Infinity, -Infinity]

function boxOf(feature: PreviewFeature): Bounds | null {
  if (!feature.geometry || feature.geometry.type === 'GeometryCollection') return null
  const box: Bounds = [...EMPTY]
  spread(feature.geometry.coordinates as Coordinates, box)
  return box[0] <= box[2] ? box : null
}

const center = (box: Bounds): Position => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
const holds = (box: Bounds, [x = NaN, y = NaN]: Position): boolean => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]

export function union(boxes: readonly Bounds[]): Bounds | null {
  if (!boxes.length) return null
  return boxes.reduce<Bounds>((all, box) => [
    Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3]),
  ], EMPTY)
}

/** The range of the middle 98 % where the rest would shrink them to less than half of the map; else of all. */
function middle(values: readonly number[]): [number, number] {
  const sorted = [...values].sort((one, other) => one - other)
  const cut = Math.ceil((sorted.length - 1) * TAIL)
  const [least = NaN, most = NaN] = [sorted[0], sorted.at(-1)]
  const [low = NaN, high = NaN] = [sorted[cut], sorted[sorted.length - 1 - cut]]
  return sorted.length >= MANY && high - low < (most - least) / 2 ? [low, high] : [least, most]
}

export interface Frame {
  bounds: Bounds | null
  /** rows with a shape that lie beyond it */
  outside: number
}

/** The rows inside the city, or all where none is, without the outermost ones. */
export function frameOf(features: readonly PreviewFeature[], city: Bounds | null): Frame {
  const boxes = features.map(boxOf).filter((box) => box !== null)
  const inside = city ? boxes.filter((box) => holds(city, center(box))) : []
  const looked = inside.length ? inside : boxes
  if (!looked.length) return { bounds: null, outside: 0 }
  const [west, east] = middle(looked.map((box) => center(box)[0] ?? NaN))
  const [south, north] = middle(looked.map((box) => center(box)[1] ?? NaN))
  const kept = looked.filter((box) => holds([west, south, east, north], center(box)))
  return { bounds: union(kept), outside: boxes.length - kept.length }
}
