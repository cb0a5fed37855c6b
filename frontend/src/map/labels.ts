/** Which names the map may write, and from which zoom. Town names stand at the middle of their parks. */
import type { District } from '../domain/districts'
import type { Park } from '../domain/parks'
import { decimal } from '../domain/units'
import type { Label } from './labelsLayer'

export function makeLabels(
  districts: readonly District[],
  parks: readonly Park[],
  names: Readonly<Record<string, string>>,
  counts: ReadonlyMap<string, number>,
  selected: ReadonlySet<number> | null,
): Label[] {
  const labels: Label[] = districts.map((district) => ({
    text: district.name, ...(counts.get(district.code) ? { note: decimal(counts.get(district.code)) } : {}), x: district.labelX, y: district.labelY,
    from: 0, until: 12, kind: 'district', weight: 1000,
  }))
  const towns = new Map<string, { x: number; y: number; count: number }>()
  for (const park of parks) {
    const x = (park.west + park.east) / 2
    const y = (park.north + park.south) / 2
    const town = towns.get(park.area.slice(0, 9)) ?? { x: 0, y: 0, count: 0 }
    towns.set(park.area.slice(0, 9), { x: town.x + x, y: town.y + y, count: town.count + 1 })
    if (selected && !selected.has(park.id)) continue
    labels.push({ text: park.name, x, y, from: 14.5, until: 99, kind: 'park', weight: (park.area_m2 ?? 0) / 1e7 })
  }
  for (const [code, town] of towns) {
    const name = names[code]
    if (!name) continue
    labels.push({
      text: name, x: town.x / town.count, y: town.y / town.count, from: 11, until: 14.5, kind: 'town', weight: 10 + town.count / 100,
    })
  }
  return labels
}
