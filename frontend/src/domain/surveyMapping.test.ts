import { describe, expect, it } from 'vitest'
import type { Survey, SurveyField } from '../api/surveyTypes'
import { answersCounted, draftOf, duplicated, questionsOf, readBothWays, replyOf, systemsToChoose, withSuggestions } from './surveyMapping'

const field = (name: string, kind = 'text'): SurveyField => ({ name, kind, label: name, label_en: name, required: false })
const FIELDS = [field('code'), field('owner_name'), field('declared_area_m2', 'area'), field('storeys', 'whole')]
const survey: Survey = {
  id: 1, status: 'checked',
  mapping: [
    { column: '宗地代码', field: 'code', how: 'exact' },
    { column: '面积', field: 'declared_area_m2', how: 'alias', unit: 'mu' },
    { column: '权利人名', field: null, how: 'suggestion', suggestion: 'owner_name' },
    { column: '权利人称', field: null, how: 'suggestion', suggestion: 'owner_name' },
    { column: '备注', field: null, how: 'none' },
  ],
}

describe('the mapping screen', () => {
  it('starts from what the server found', () => {
    expect(draftOf(survey)).toEqual({
      columns: { 宗地代码: 'code', 面积: 'declared_area_m2', 权利人名: null, 权利人称: null, 备注: null },
      units: { 面积: 'mu' }, epsg: null, shift: null, encoding: null,
    })
  })
  it('takes each suggested field once', () => {
    const { columns } = withSuggestions(draftOf(survey), survey.mapping ?? [])
    expect([columns['权利人名'], columns['权利人称']]).toEqual(['owner_name', null])
  })
  it('finds a field that two columns are to fill', () => {
    expect([...duplicated({ a: 'code', b: 'code', c: 'storeys', d: null, e: null })]).toEqual(['code'])
  })
  it('answers nothing when nothing was changed', () => expect(replyOf(draftOf(survey), survey, FIELDS)).toBeNull())
  it('answers with all columns, and with units of areas alone', () => {
    const draft = draftOf(survey)
    draft.columns['备注'] = 'storeys'
    draft.units['备注'] = 'm2'
    expect(replyOf(draft, survey, FIELDS)).toEqual({
      columns: { 宗地代码: 'code', 面积: 'declared_area_m2', 权利人名: null, 权利人称: null, 备注: 'storeys' }, units: { 面积: 'mu' },
    })
  })
  it('answers only what is news of coordinates and encoding', () => {
    const answered: Survey = { ...survey, answers: { epsg: 4547, shift: 'none' } }
    expect(replyOf({ ...draftOf(answered), epsg: 4547, shift: 'gcj02', encoding: 'utf-8' }, answered, FIELDS)).toEqual({ shift: 'gcj02', encoding: 'utf-8' })
  })
  it('counts what waits for an answer', () => {
    expect(questionsOf(survey)).toBe(2)
    expect(questionsOf({ ...survey, issues_by_code: [{ code: 'crs.shift-suspected', severity: 'must_fix', count: 1 }], reading: { encoding: { doubt: true } } })).toBe(4)
    expect(questionsOf({ id: 1, status: 'checked', reading: { encoding: { doubt: true } }, answers: { encoding: 'utf-8' } })).toBe(0)
  })
  it('offers each system once, the likeliest first', () => {
    const found = systemsToChoose([{ epsg: 4546, swapped: false, share: 0.1 }, { epsg: 4547, swapped: true, share: 0 }, { epsg: 4547, swapped: false, share: 1 }])
    expect(found).toEqual([{ epsg: 4547, swapped: false, share: 1 }, { epsg: 4546, swapped: false, share: 0.1 }])
  })
  it('shows the text in both encodings', () => {
    expect(readBothWays({ name: 'GB18030', sample: '石马村', otherwise: 'ʯ' })).toEqual([{ name: 'gb18030', text: '石马村' }, { name: 'utf-8', text: 'ʯ' }])
    expect(readBothWays({ name: 'UTF-8', sample: '石' }).map((way) => way.name)).toEqual(['utf-8', 'gb18030'])
  })
  it('counts the answers', () => {
    expect(answersCounted({ cells: { 1: { a: 'x', b: 'y' }, 3: { a: 'z' } }, left_out: [4], overridden: {} })).toEqual([{ what: 'cells', count: 3 }, { what: 'left_out', count: 1 }])
    expect(answersCounted(undefined)).toEqual([])
  })
})
