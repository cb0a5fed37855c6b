import { expect, it } from 'vitest'
import type { District } from '../domain/districts'
import type { Park } from '../domain/parks'
import { makeLabels } from './labels'

const park = (id: number, area: string, x: number) => ({ id, area, name: `园${id}`, area_m2: 1, west: x, east: x, north: 0, south: 0 }) as unknown as Park
const district = { code: '440111', name: '白云区', labelX: 0, labelY: 0 } as unknown as District

it('names districts with their count, towns at the middle of their parks, and selected parks only', () => {
  const labels = makeLabels(
    [district], [park(1, '440111012003', 2), park(2, '440111012004', 4), park(3, '440111099001', 9)],
    { '440111012': '嘉禾街道' }, new Map([['440111', 2]]), new Set([1, 2]),
  )
  expect(labels.filter((label) => label.kind === 'district')).toMatchObject([{ text: '白云区', note: '2' }])
  expect(labels.filter((label) => label.kind === 'town')).toMatchObject([{ text: '嘉禾街道', x: 3 }])
  expect(labels.filter((label) => label.kind === 'park').map((label) => label.text)).toEqual(['园1', '园2'])
})
