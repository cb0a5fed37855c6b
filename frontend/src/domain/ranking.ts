/** Weights under the reader's hand, and what a ranking by them looks like on the map and in the table. */
import type { Played, RankingIndicator, Side, Stability, Weights } from '../api/assessmentTypes'
import { NO_VALUE_COLOR } from './palette'
import type { Park } from './parks'

export interface WeightGroup {
  name: string
  side: Side
  indicators: RankingIndicator[]
}

export function sumOf(weights: Weights): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0)
}

/** The share that each weight has of all of them; all zero where they are all zero. */
export function shares(weights: Weights): Weights {
  const total = sumOf(weights)
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, total > 0 ? weight / total : 0]))
}

export function grouped(indicators: readonly RankingIndicator[]): WeightGroup[] {
  const groups = new Map<string, WeightGroup>()
  for (const indicator of indicators) {
    const group = groups.get(indicator.group) ?? { name: indicator.group, side: indicator.side, indicators: [] }
    group.indicators.push(indicator)
    groups.set(indicator.group, group)
  }
  return [...groups.values()]
}

/** One weight changed to a share of the whole; the others keep their proportions and give or take the rest. */
export function withShare(weights: Weights, names: readonly string[], share: number): Weights {
  const now = shares(weights)
  const mine = new Set(names)
  const held = names.reduce((sum, name) => sum + (now[name] ?? 0), 0)
  const rest = 1 - held
  const wanted = Math.min(Math.max(share, 0), 1)
  const others = Object.keys(now).length - names.length
  const scaled = Object.entries(now).map(([name, weight]): [string, number] => {
    if (mine.has(name)) return [name, held > 0 ? (weight / held) * wanted : wanted / names.length]
    return [name, rest > 0 ? (weight / rest) * (1 - wanted) : (1 - wanted) / others]
  })
  return Object.fromEntries(scaled)
}

export function isSame(one: Weights, other: Weights): boolean {
  const [left, right] = [shares(one), shares(other)]
  return Object.keys(left).every((name) => Math.abs((left[name] ?? 0) - (right[name] ?? 0)) < 5e-7)
}

/** Rank classes: their last rank, and colours from dark to light. */
export const RANK_CLASSES: readonly { last: number; color: string }[] = [
  { last: 50, color: '#561058' }, { last: 100, color: '#7b3c88' }, { last: 300, color: '#9673ad' },
  { last: 1000, color: '#b3a8cc' }, { last: Infinity, color: '#d3d8e6' },
]

/** Moves since the run: up is blue, down is orange, so that no red–green eye is left out. */
export const MOVE_CLASSES: readonly { least: number; color: string }[] = [
  { least: 100, color: '#1f5f99' }, { least: 10, color: '#8fbbe0' }, { least: -9, color: '#dfe3e6' },
  { least: -99, color: '#f0b884' }, { least: -Infinity, color: '#c8560b' },
]

export function rankColor(rank: number | null): string {
  if (rank === null) return NO_VALUE_COLOR
  return RANK_CLASSES.find((each) => rank <= each.last)?.color ?? NO_VALUE_COLOR
}

export function moveColor(moved: number | null): string {
  if (moved === null) return NO_VALUE_COLOR
  return MOVE_CLASSES.find((each) => moved >= each.least)?.color ?? NO_VALUE_COLOR
}

export interface RankedPark {
  park: Park
  rank: number | null
  moved: number | null
  priority: number | null
  need: number | null
  opportunity: number | null
  low: number | null
  middle: number | null
  high: number | null
  top: number | null
}

/** Ranks by park id: what the map colours by. */
export function placesOf(played: Played | null): ReadonlyMap<number, { rank: number | null; moved: number | null }> {
  if (!played) return new Map()
  return new Map(played.id.map((id, at) => [id, { rank: played.rank[at] ?? null, moved: played.moved[at] ?? null }]))
}

function cell(column: readonly (number | null)[] | undefined, place: number | undefined): number | null {
  return place === undefined ? null : (column?.[place] ?? null)
}

/** Best rank first, unranked parks last by id. */
export function rankedParks(
  played: Played | null, stability: Stability | null, parks: ReadonlyMap<number, Park>, top = 100,
): RankedPark[] {
  if (!played) return []
  const places = new Map(stability?.id.map((id, at) => [id, at]) ?? [])
  const rows = played.id.flatMap((id, at) => {
    const park = parks.get(id)
    if (!park) return []
    const firm = places.get(id)
    return [{
      park, rank: cell(played.rank, at), moved: cell(played.moved, at), priority: cell(played.priority, at), need: cell(played.need, at),
      opportunity: cell(played.opportunity, at), low: cell(stability?.rank_p5, firm), middle: cell(stability?.rank_p50, firm),
      high: cell(stability?.rank_p95, firm), top: cell(stability?.[`top_${top}`], firm),
    }]
  })
  return rows.sort((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity) || one.park.id - other.park.id)
}
