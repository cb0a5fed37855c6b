/** The compact parks payload, decoded once into columns and world coordinates. */

export interface ParksPayload {
  revision: number
  appraisal: number | null
  synthetic: boolean
  count: number
  columns: {
    id: number[]
    code: string[]
    name: string[]
    area: string[]
    area_m2: (number | null)[]
    far: (number | null)[]
    output_per_mu: (number | null)[]
    tax_per_mu: (number | null)[]
    procedure_share: (number | null)[]
    tenure: (string | null)[]
    grade: (string | null)[]
    mode: (string | null)[]
    need: (number | null)[]
    opportunity: (number | null)[]
    priority: (number | null)[]
    rank: (number | null)[]
  }
  areas: Record<string, string>
  geometry: { scale: number; origin: [number, number]; rings: number[][][] }
}

export interface ParkFigures {
  id: number
  code: string
  name: string
  area: string
  area_m2: number | null
  far: number | null
  output_per_mu: number | null
  tax_per_mu: number | null
  procedure_share: number | null
  tenure: string | null
  grade: string | null
  mode: string | null
  need: number | null
  opportunity: number | null
  priority: number | null
  rank: number | null
}

/** Web Mercator on the unit square; multiply by 256·2^zoom for pixels. */
export interface Shape {
  rings: Float64Array[]
  west: number
  north: number
  east: number
  south: number
}

export interface Park extends ParkFigures, Shape {}

export function mercatorX(lng: number): number {
  return (lng + 180) / 360
}

export function mercatorY(lat: number): number {
  return 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)
}

export function longitude(x: number): number {
  return x * 360 - 180
}

export function latitude(y: number): number {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI
}

/** A ring is a run of integer steps, the first one from the payload's origin. */
export function decodeRing(steps: readonly number[], origin: readonly [number, number], scale: number): Float64Array {
  const ring = new Float64Array(steps.length)
  let x = 0
  let y = 0
  for (let index = 0; index + 1 < steps.length; index += 2) {
    x += steps[index] as number
    y += steps[index + 1] as number
    ring[index] = mercatorX(origin[0] + x / scale)
    ring[index + 1] = mercatorY(origin[1] + y / scale)
  }
  return ring
}

export type Box = Pick<Shape, 'west' | 'north' | 'east' | 'south'>

/** The box around shapes; none around nothing. */
export function around(shapes: readonly Box[]): Box | null {
  if (!shapes.length) return null
  const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity }
  for (const each of shapes) {
    box.west = Math.min(box.west, each.west)
    box.north = Math.min(box.north, each.north)
    box.east = Math.max(box.east, each.east)
    box.south = Math.max(box.south, each.south)
  }
  return box
}

export function shapeOf(rings: Float64Array[]): Shape {
  let west = Infinity
  let north = Infinity
  let east = -Infinity
  let south = -Infinity
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index += 2) {
      const x = ring[index] as number
      const y = ring[index + 1] as number
      if (x < west) west = x
      if (x > east) east = x
      if (y < north) north = y
      if (y > south) south = y
    }
  }
  return { rings, west, north, east, south }
}

export function decodeParks(payload: ParksPayload): Park[] {
  const { columns, geometry } = payload
  return columns.id.map((id, row) => ({
    id,
    code: columns.code[row] ?? '',
    name: columns.name[row] ?? '',
    area: columns.area[row] ?? '',
    area_m2: columns.area_m2[row] ?? null,
    far: columns.far[row] ?? null,
    output_per_mu: columns.output_per_mu[row] ?? null,
    tax_per_mu: columns.tax_per_mu[row] ?? null,
    procedure_share: columns.procedure_share[row] ?? null,
    tenure: columns.tenure[row] ?? null,
    grade: columns.grade[row] ?? null,
    mode: columns.mode[row] ?? null,
    need: columns.need[row] ?? null,
    opportunity: columns.opportunity[row] ?? null,
    priority: columns.priority[row] ?? null,
    rank: columns.rank[row] ?? null,
    ...shapeOf((geometry.rings[row] ?? []).map((ring) => decodeRing(ring, geometry.origin, geometry.scale))),
  }))
}

/** Even-odd rule over all rings, so that holes are outside. */
export function contains(shape: Shape, x: number, y: number): boolean {
  if (x < shape.west || x > shape.east || y < shape.north || y > shape.south) return false
  let inside = false
  for (const ring of shape.rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const xi = ring[i] as number
      const yi = ring[i + 1] as number
      const xj = ring[j] as number
      const yj = ring[j + 1] as number
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    }
  }
  return inside
}

/** The park under a point: the one it lies in, else the nearest whose box is within `reach`. */
export function parkAt(parks: readonly Park[], x: number, y: number, reach: number): Park | null {
  let nearest: Park | null = null
  let best = reach
  for (const park of parks) {
    const dx = Math.max(park.west - x, x - park.east, 0)
    const dy = Math.max(park.north - y, y - park.south, 0)
    if (dx > best || dy > best) continue
    if (contains(park, x, y)) return park
    const far = Math.hypot(dx, dy)
    const inReach = far > 0 || Math.max(park.east - park.west, park.south - park.north) < reach
    if (inReach && far < best) {
      best = far
      nearest = park
    }
  }
  return nearest
}
