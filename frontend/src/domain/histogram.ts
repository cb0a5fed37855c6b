/** Two handles that rest on the edges of the server's bins. */
import type { Range } from './filters'

export interface Histogram {
  edges: number[]
  counts: number[]
  selected: number[]
}

/** Positions of both handles as edge indexes; values between edges go to the nearest. */
export function handlesOf(edges: readonly number[], range: Range): [number, number] {
  const last = edges.length - 1
  const low = range[0] === null ? 0 : nearest(edges, range[0])
  const high = range[1] === null ? last : nearest(edges, range[1])
  return [Math.min(low, high), Math.max(low, high)]
}

export function nearest(edges: readonly number[], value: number): number {
  let best = 0
  for (let index = 1; index < edges.length; index += 1) {
    if (Math.abs((edges[index] as number) - value) < Math.abs((edges[best] as number) - value)) best = index
  }
  return best
}

/** Edge indexes back to a range: the outermost edges mean "no limit". */
export function rangeOf(edges: readonly number[], low: number, high: number): Range {
  const last = edges.length - 1
  return [low <= 0 ? null : (edges[low] ?? null), high >= last ? null : (edges[high] ?? null)]
}

/** Bar heights 0–1; a square root keeps the long tail visible. */
export function heights(counts: readonly number[], tallest: number): number[] {
  return counts.map((count) => (tallest > 0 ? Math.sqrt(Math.max(count, 0) / tallest) : 0))
}

/** One limit as typed, full-width digits included; the limits change places where they cross; null for no number. */
export function typedRange(text: string, which: 0 | 1, range: Range, factor: number): Range | null {
  const plain = text.normalize('NFKC').trim()
  const value = plain === '' ? null : Number(plain) / factor
  if (value !== null && !Number.isFinite(value)) return null
  const [low, high] = which === 0 ? [value, range[1]] : [range[0], value]
  return low !== null && high !== null && low > high ? [high, low] : [low, high]
}
