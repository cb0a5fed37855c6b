import { describe, expect, it } from 'vitest'
import type { Beside, NewObjection } from '../api/objections'
import { ApiError } from '../api/problem'
import { MAX_BYTES, aboutsOf, besideInOrder, faultyFields, fileFault, idIn, lacking, listQuery, objectedValue } from './objection'

const said = (patch: Partial<NewObjection> = {}): NewObjection => ({
  subject: 'parks', subject_id: 3, about: 'grade', list_name: '', objector: '石马经济联社', contact: '', statement: '漏报', received_on: '2026-11-02', deadline: null, ...patch,
})
const TODAY = '2026-11-28'

describe('a registration', () => {
  it('is complete', () => expect(lacking(said(), TODAY)).toEqual([]))
  it('names what it lacks', () => {
    expect(lacking(said({ subject_id: 0, about: 'list', objector: ' ', statement: '', received_on: null }), TODAY)).toEqual([
      'subject_id', 'list_name', 'objector', 'statement', 'received_on',
    ])
  })
  it('cannot have come in tomorrow, nor be due before it came in', () => {
    expect(lacking(said({ received_on: TODAY }), TODAY)).toEqual([])
    expect(lacking(said({ received_on: '2026-11-29' }), TODAY)).toEqual(['received_on'])
    expect(lacking(said({ deadline: '2026-11-02' }), TODAY)).toEqual([])
    expect(lacking(said({ deadline: '2026-11-01' }), TODAY)).toEqual(['deadline'])
  })
  it('is of a mode for parks alone', () => {
    expect(aboutsOf('parks')).toContain('mode')
    expect(aboutsOf('parcels')).not.toContain('mode')
  })
})

describe('evidence', () => {
  it('is taken up to its limits', () => {
    expect(fileFault({ name: '证明.PDF', size: MAX_BYTES }, 9)).toBeNull()
    expect(fileFault({ name: '证明.pdf', size: MAX_BYTES + 1 }, 0)).toBe('big')
    expect(fileFault({ name: '证明.pdf', size: 1 }, 10)).toBe('full')
    expect(fileFault({ name: '证明.pdf', size: 0 }, 0)).toBe('empty')
    expect(fileFault({ name: 'a.exe', size: 1 }, 0)).toBe('kind')
    expect(fileFault({ name: 'pdf', size: 1 }, 0)).toBe('kind')
  })
})

describe('the list', () => {
  it('asks for what is chosen', () => {
    expect(listQuery('open', '', null)).toEqual({ status: 'open' })
    expect(listQuery('overdue', 'grade', 7)).toEqual({ overdue: 'true', about: 'grade', park: '7' })
    expect(listQuery('all', '', null)).toEqual({})
  })
  it('reads ids from the address', () => expect(['12', '0', '-1', '1.5', 'x', undefined, ['1']].map(idIn)).toEqual([12, null, null, null, null, null, null]))
  it('shows what was objected to', () => {
    const objected = { appraisal: 1, year: 2025, grade: 'D', grade_score: 1, area_m2: 900, mode: '', list_name: '', list_status: '' }
    expect(objectedValue({ about: 'area', objected }).value).toBe(900)
    expect(objectedValue({ about: 'grade', objected }).value).toBe('D')
    expect(objectedValue({ about: 'mode', objected }).value).toBeNull()
  })
})

it('puts those under way first beside a grade', () => {
  const one = (id: number, status: Beside['status']): Beside => ({ id, status, about: 'grade', zh: '', en: '' })
  expect(besideInOrder([one(1, 'decided'), one(2, 'received'), one(3, 'decided')]).map(({ id }) => id)).toEqual([2, 3, 1])
})

it('reads the fields that the server finds fault with', () => {
  expect(faultyFields(new ApiError({ title: '', status: 400, code: 'invalid', errors: [{ field: 'about' }] }))).toEqual(['about'])
  expect(faultyFields(new Error('x'))).toEqual([])
})
