import { expect, it } from 'vitest'
import { ApiError, faultsOf } from './problem'

const refusal = (code: string, errors: unknown) => new ApiError({ title: '', status: 400, code, errors })

it('names each condition at fault once', () => {
  const errors = [
    { field: 'far_min', code: 'invalid', detail: '请输入数字' },
    { field: 'filters.far_max', code: 'invalid', detail: '请输入数字' },
    { field: 'town', code: 'area_code', detail: '区划代码应为 9 位数字' },
    { field: '', code: 'invalid', detail: '整体有误' },
  ]
  expect(faultsOf(refusal('invalid', errors))).toEqual([
    { field: 'far', detail: '请输入数字' }, { field: 'town', detail: '区划代码应为 9 位数字' },
  ])
})

it('finds none in other failures', () => {
  expect([refusal('unknown_filters', []), refusal('invalid', undefined), new Error('x')].flatMap(faultsOf)).toEqual([])
})
