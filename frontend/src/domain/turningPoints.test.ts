import { describe, expect, it } from 'vitest'
import type { GradeStep } from '../api/assessmentTypes'
import { impossible, moved, pairIsShorter, possible, reachable } from './turningPoints'

const words = { lang: 'zh', yes: '是', no: '否' } as const
const standing = { grade: 'B', rank: 3, score: 71, verified: true }
const tax = { name: 'tax_per_mu', label_zh: '亩均税收', unit: '万元/亩', unit_en: '', from: 3.1, to: 4.4, share: 0.42, possible: true as const, ...standing }
const rd = { name: 'rd_share', label_zh: '研发支出占比', unit: '', unit_en: '', from: 0.02, possible: false as const, reason_zh: '比值已封顶', reason_en: 'at its cap' }
const step: GradeStep = { target: 'B', one: [tax, rd], two: { inputs: [tax, rd], share: 0.3, ...standing } }

describe('turning points', () => {
  it('are told apart from what cannot move the grade', () => {
    expect(possible(step).map((each) => each.name)).toEqual(['tax_per_mu'])
    expect(impossible(step).map((each) => each.name)).toEqual(['rd_share'])
  })
  it('read from the present value to the one needed', () => {
    expect(moved(tax, words)).toBe('3.10 万元/亩 → 4.40 万元/亩')
  })
  it('name two inputs only where that takes less', () => {
    expect(pairIsShorter(step)).toBe(true)
    expect(pairIsShorter({ ...step, two: { ...step.two!, share: 0.5 } })).toBe(false)
    expect(pairIsShorter({ ...step, one: [rd] })).toBe(true)
    expect(pairIsShorter({ ...step, two: null })).toBe(false)
  })
  it('leave out modes that nothing brings', () => {
    const none = { mode: 'micro', one: null, two: null, would_decide: [] }
    const open = { ...none, mode: 'keep', would_decide: [{ label_zh: '同意率' }] }
    expect(reachable([none, open]).map((turn) => turn.mode)).toEqual(['keep'])
  })
})
