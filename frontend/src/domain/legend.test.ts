import { describe, expect, it } from 'vitest'
import { noFilters } from './filters'
import { classOf, filterByClass, isOn, legendClasses, parkColor } from './legend'
import { COLOR_KEYS, GRADE_COLORS, NO_VALUE_COLOR } from './palette'
import type { ParkFigures } from './parks'

const PARK: ParkFigures = {
  id: 1, code: '440111-0001', name: '石马第三工业园', area: '440111012003', area_m2: 1, far: 0.38, output_per_mu: 62, tax_per_mu: 3.1,
  procedure_share: 0.29, tenure: 'collective', grade: 'D', mode: 'micro', need: 1, opportunity: 1, priority: 55, rank: 1,
}

describe('legend', () => {
  it('has the agreed colours of grades', () => {
    expect(GRADE_COLORS).toMatchObject({ A: '#2c7fb8', B: '#5fb3a8', C: '#e0a526', D: '#d95f0e' })
  })
  it.each(COLOR_KEYS)('colours a park by %s as the class that its value falls into', (key) => {
    const found = legendClasses(key).find((entry) => entry.id === classOf(key, PARK))
    expect(found?.color).toBe(parkColor(key, PARK))
  })
  it('puts a value on the edge into the upper class', () => {
    expect(classOf('priority', { ...PARK, priority: 55 })).toBe('3')
    expect(classOf('priority', { ...PARK, priority: 54.9 })).toBe('2')
  })
  it('shows a missing value as missing, never as low', () => {
    const unknown = { ...PARK, grade: null, mode: null, priority: null, far: null, output_per_mu: null }
    for (const key of COLOR_KEYS) expect(parkColor(key, unknown)).toBe(NO_VALUE_COLOR)
    expect(classOf('far', unknown)).toBeNull()
    expect(classOf('grade', unknown)).toBe('none')
  })
  it('filters by a class on the first click and frees it on the second', () => {
    for (const key of COLOR_KEYS) {
      for (const entry of legendClasses(key)) {
        const once = filterByClass(noFilters(), key, entry)
        expect(isOn(once, key, entry)).toBe(true)
        expect(filterByClass(once, key, entry)).toEqual(noFilters())
      }
    }
  })
  it('has classes without gaps', () => {
    for (const key of ['priority', 'far', 'output_per_mu'] as const) {
      const classes = legendClasses(key)
      expect(classes[0]?.min).toBeNull()
      expect(classes.at(-1)?.max).toBeNull()
      classes.slice(1).forEach((entry, index) => expect(entry.min).toBe(classes[index]?.max))
    }
  })
})
