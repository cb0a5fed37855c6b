import { describe, expect, it } from 'vitest'
import { shownValue, timeLeft } from './surveyValues'

describe('values of a survey', () => {
  it.each([
    ['declared_area_m2', 5073.3, { mu: '7.61', m2: '5,073.3' }],
    ['gfa_legal_m2', 2140, { text: '2,140.0 m²' }],
    ['procedure', 'partial', { group: 'procedure', code: 'partial' }],
    ['built_year', 2008, { text: '2008' }],
    ['far', 1.256, { text: '1.26' }],
    ['owner_name', null, { text: '—' }],
    ['owner_name', '经联社', { text: '经联社' }],
  ] as const)('%s %s', (field, value, expected) => expect(shownValue(field, value)).toEqual(expected))
  it.each([[3, 'seconds', 3], [0, 'seconds', 1], [33, 'seconds', 35], [50, 'minutes', 1], [260, 'minutes', 4]] as const)(
    'time left of %i s', (seconds, unit, value) => expect(timeLeft(seconds)).toEqual({ unit, value }))
})
