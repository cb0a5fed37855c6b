/** Colours that carry meaning. Grades and classes were chosen to stay apart for colour-blind readers. */

export const COLOR_KEYS = ['grade', 'mode', 'priority', 'far', 'output_per_mu'] as const
export type ColorKey = (typeof COLOR_KEYS)[number]

export const GRADES = ['A', 'B', 'C', 'D', 'T', 'none'] as const
export type Grade = (typeof GRADES)[number]

export const MODES = ['whole_village', 'comprehensive', 'micro', 'keep', 'cannot_assess'] as const
export type Mode = (typeof MODES)[number]

export const NO_VALUE_COLOR = '#aab4bd'

export const GRADE_COLORS: Record<Grade, string> = {
  A: '#2c7fb8',
  B: '#5fb3a8',
  C: '#e0a526',
  D: '#d95f0e',
  T: '#8c7bb5',
  none: NO_VALUE_COLOR,
}

export const MODE_COLORS: Record<Mode, string> = {
  whole_village: '#7b4ea3',
  comprehensive: '#d95f0e',
  micro: '#e0b43a',
  keep: '#4c9a8f',
  cannot_assess: NO_VALUE_COLOR,
}

/** Five steps, light to dark, of even lightness. */
export const SEQUENCES: Record<'priority' | 'far' | 'output_per_mu', readonly string[]> = {
  priority: ['#d3d8e6', '#b3a8cc', '#9673ad', '#7b3c88', '#561058'],
  far: ['#cfe0e8', '#9cc4d6', '#63a2c2', '#2f789f', '#124a6e'],
  output_per_mu: ['#d9e4c9', '#abcaa0', '#72aa80', '#3d8467', '#155a4c'],
}

/** Upper edges of the first four classes; the last is open. */
export const BREAKS: Record<'priority' | 'far' | 'output_per_mu', readonly number[]> = {
  priority: [40, 50, 55, 60],
  far: [0.25, 0.4, 0.6, 1],
  output_per_mu: [40, 80, 130, 200],
}

export function classIndex(breaks: readonly number[], value: number): number {
  let index = 0
  while (index < breaks.length && value >= (breaks[index] as number)) index += 1
  return index
}

export function gradeColor(grade: string | null | undefined): string {
  return GRADE_COLORS[(grade ?? 'none') as Grade] ?? NO_VALUE_COLOR
}

export function modeColor(mode: string | null | undefined): string {
  return MODE_COLORS[(mode ?? 'cannot_assess') as Mode] ?? NO_VALUE_COLOR
}

export function sequenceColor(key: keyof typeof SEQUENCES, value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE_COLOR
  return SEQUENCES[key][classIndex(BREAKS[key], value)] ?? NO_VALUE_COLOR
}
