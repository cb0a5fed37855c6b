/** The classes of the current colouring, and what a click on one of them filters. */
import type { Filters } from './filters'
import { toggled, withRange } from './filters'
import {
  BREAKS, GRADES, GRADE_COLORS, MODES, MODE_COLORS, NO_VALUE_COLOR, SEQUENCES, classIndex,
  gradeColor, modeColor, sequenceColor, type ColorKey,
} from './palette'
import type { ParkFigures } from './parks'

export interface LegendClass {
  id: string
  color: string
  /** grade or mode code, or null for a numeric class */
  code: string | null
  min: number | null
  max: number | null
}

export function legendClasses(key: ColorKey): LegendClass[] {
  if (key === 'grade') return GRADES.map((code) => ({ id: code, code, color: GRADE_COLORS[code], min: null, max: null }))
  if (key === 'mode') return MODES.map((code) => ({ id: code, code, color: MODE_COLORS[code], min: null, max: null }))
  const breaks = BREAKS[key]
  return SEQUENCES[key].map((color, index) => ({
    id: String(index),
    code: null,
    color,
    min: index === 0 ? null : (breaks[index - 1] ?? null),
    max: breaks[index] ?? null,
  }))
}

export function parkColor(key: ColorKey, park: ParkFigures): string {
  if (key === 'grade') return gradeColor(park.grade)
  if (key === 'mode') return modeColor(park.mode)
  return sequenceColor(key, park[key])
}

/** Which class a park falls into, null when it has no value. */
export function classOf(key: ColorKey, park: ParkFigures): string | null {
  if (key === 'grade') return park.grade ?? 'none'
  if (key === 'mode') return park.mode ?? 'cannot_assess'
  const value = park[key]
  return value === null ? null : String(classIndex(BREAKS[key], value))
}

export function isOn(filters: Filters, key: ColorKey, entry: LegendClass): boolean {
  if (key === 'grade' || key === 'mode') return filters.lists[key]?.includes(entry.code ?? '') ?? false
  const range = filters.ranges[key]
  return range !== undefined && range[0] === entry.min && range[1] === entry.max
}

export function filterByClass(filters: Filters, key: ColorKey, entry: LegendClass): Filters {
  if (key === 'grade' || key === 'mode') return toggled(filters, key, entry.code ?? '')
  return withRange(filters, key, isOn(filters, key, entry) ? [null, null] : [entry.min, entry.max])
}

export { NO_VALUE_COLOR }
