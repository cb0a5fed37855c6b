import { describe, expect, it } from 'vitest'
import type { Explanation, Gate } from '../api/types'
import { barLength, gateGroups, gateState, labelOf, measured, missingInputs, operatorSign, orderedCandidates, required } from './policy'

const ZH = { lang: 'zh', yes: '是', no: '否' } as const
const EN = { lang: 'en', yes: 'yes', no: 'no' } as const
const gate = (input: string, met: boolean | null, alternative: string | null = null): Gate => ({ input, met, value: 1, alternative })

describe('policy', () => {
  it('shows values with the unit of the reader', () => {
    expect(measured(0.942, { input: 'consent_share', unit: '' }, ZH)).toBe('94%')
    expect(measured(0.034, { name: 'rd_share' }, ZH)).toBe('3.4%')
    expect(measured(4.18, { unit: '万元/亩', unit_en: '10k yuan/mu' }, ZH)).toBe('4.18 万元/亩')
    expect(measured(4.18, { unit: '万元/亩', unit_en: '10k yuan/mu' }, EN)).toBe('4.18 10k yuan/mu')
    expect(measured(288800, { unit: '平方米' }, ZH)).toBe('28.9 万 m²')
    expect(measured(92.6, { unit: '%' }, ZH)).toBe('92.6%')
  })
  it('shows yes, no and unknown apart', () => {
    expect([true, false, null].map((value) => measured(value, {}, ZH))).toEqual(['是', '否', '—'])
    expect([gate('a', true), gate('a', false), gate('a', null)].map(gateState)).toEqual(['met', 'unmet', 'missing'])
  })
  it('writes operators as signs', () => expect(['>=', '<=', 'is', undefined].map(operatorSign)).toEqual(['≥', '≤', '=', '']))
  it('shows a range where several thresholds may apply', () => {
    const tax: Gate = { input: 'tax_per_mu', met: null, value: 30, unit: '万元/亩', threshold: null, threshold_low: 27.5, threshold_high: 70 }
    expect(required(tax, ZH)).toBe('27.5–70 万元/亩')
    expect(required({ ...tax, threshold: 40, threshold_low: 40, threshold_high: 40 }, ZH)).toBe('40 万元/亩')
    expect(required({ ...gate('far', true), threshold: 2 }, ZH)).toBe('2')
    expect(required({ ...gate('far', null), threshold: null }, ZH)).toBe('—')
  })
  it('keeps gates that stand in for one another together', () => {
    const groups = gateGroups([gate('core_location', true), gate('metro', false, 'transit'), gate('sound', true), gate('platform', null, 'transit')])
    expect(groups.map((group) => group.gates.map((each) => each.input))).toEqual([['core_location'], ['metro', 'platform'], ['sound']])
    expect(groups.map((group) => group.alternative)).toEqual([false, true, false])
  })
  it('ranks the chosen mode first, then met, undecided, not met', () => {
    const candidates = [['a', false], ['b', null], ['c', true], ['d', null]].map(([mode, met]) => ({ mode: String(mode), met: met as boolean | null, gates: [] }))
    const explanation: Explanation = { mode: { mode: 'd', candidates } }
    expect(orderedCandidates(explanation).map((each) => each.mode)).toEqual(['d', 'c', 'b', 'a'])
    expect(orderedCandidates({})).toEqual([])
  })
  it('names every missing input once', () => {
    const explanation: Explanation = {
      mode: { mode: 'x', missing: [{ input: 'target_far', label_zh: '规划容积率' }] },
      priority: { need: 1, opportunity: 1, priority: 1, rank: 1, completeness: 1, missing: [{ name: 'target_far' }, { name: 'vacancy_share' }] },
    }
    expect(missingInputs(explanation).map((item) => item.input ?? item.name)).toEqual(['target_far', 'vacancy_share'])
  })
  it('falls back to the code where no label came', () => {
    expect(labelOf({ input: 'far', label_zh: '容积率' }, 'zh')).toBe('容积率')
    expect(labelOf({ input: 'far' }, 'en')).toBe('far')
  })
  it('keeps bars inside their room', () => expect([{ z: null }, { z: 0.4 }, { z: 3 }].map(barLength)).toEqual([0, 0.4, 1]))
})
