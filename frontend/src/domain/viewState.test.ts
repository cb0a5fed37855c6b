import { describe, expect, it } from 'vitest'
import { viewFromQuery, viewToQuery } from './viewState'

describe('view state', () => {
  it('is empty in the URL when nothing was done', () => {
    expect(viewToQuery(viewFromQuery({}))).toEqual({})
  })
  it('survives the way to the URL and back', () => {
    const query = {
      district: '440111', far_max: '0.7', color: 'priority', park: '319', at: '113.29120,23.23979,15.5', table: '1', panel: '0', sort: '-area_m2',
    }
    expect(viewToQuery(viewFromQuery(query))).toEqual(query)
  })
  it('falls back where a value makes no sense', () => {
    const view = viewFromQuery({ color: 'pink', park: 'x', at: '500,23,10', sort: '-colour', table: 'yes' })
    expect(view).toMatchObject({ color: 'grade', park: null, position: null, drawer: false, sort: { key: 'rank', descending: false } })
  })
  it.each(['113.2', '113.2,23.1', '113.2,23.1,99', 'a,b,c', '', '1,2,3', '113.2,23.1,2'])('refuses the position %s', (at) => {
    expect(viewFromQuery({ at }).position).toBeNull()
  })
})
