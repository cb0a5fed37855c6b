import { describe, expect, it } from 'vitest'
import type { Survey } from '../api/surveyTypes'
import { commitGate, conflictReply, countOf, groupKinds, isMoving, isOngoing, kindName, layersOf, mayOverride, placeOf, systemName, systemsOf } from './survey'

const survey = (patch: Partial<Survey>): Survey => ({ id: 1, status: 'checked', ...patch })

describe('survey report', () => {
  it('groups issues by severity, the most frequent first', () => {
    const groups = groupKinds([
      { code: 'a', severity: 'note', count: 8 }, { code: 'b', severity: 'must_fix', count: 3 }, { code: 'c', severity: 'must_fix', count: 7 },
    ])
    expect(groups.map((group) => [group.severity, group.count, group.codes.map((kind) => kind.code)])).toEqual([
      ['must_fix', 10, ['c', 'b']], ['note', 8, ['a']],
    ])
  })
  it('closes the commit while something must be fixed', () => {
    const kinds = [{ code: 'b', severity: 'must_fix', count: 3 }] as const
    expect(commitGate(survey({ issues_by_code: [...kinds] }), 'because')).toEqual({ open: false, why: 'must_fix', count: 3 })
  })
  it('closes the commit while rows conflict, until they are checked again', () => {
    expect(commitGate(survey({ counts: { new: 3, conflict: 2 } }), 'because')).toEqual({ open: false, why: 'conflict', count: 2 })
    expect(commitGate(survey({ counts: { new: 3, conflict: 0 } }), '').open).toBe(true)
  })
  it('asks for a reason of at least two characters', () => {
    const asked = survey({ issues_by_code: [{ code: 'b', severity: 'needs_reason', count: 2 }] })
    expect(commitGate(asked, ' x ')).toEqual({ open: false, why: 'reason', count: 2 })
    expect(commitGate(asked, '复核').open).toBe(true)
  })
  it.each([['committed', 'done'], ['undone', 'done'], ['refused', 'refused'], ['failed', 'refused'], ['cancelled', 'refused'], ['received', 'busy'], ['committing', 'busy'], ['awaiting', 'awaiting']] as const)(
    'closes the commit of an upload that is %s', (status, why) => {
      expect(commitGate(survey({ status }), '')).toEqual({ open: false, why, count: 0 })
    })
  it('opens it when nothing stands against it', () => expect(commitGate(survey({}), '').open).toBe(true))
  it('waits only for what is still being checked', () => expect((['received', 'checking', 'checked', 'refused'] as const).map(isOngoing)).toEqual([true, true, false, false]))
  it('names a kind of issue without the figures of one row', () => {
    expect(kindName('与同一文件第 2 行重叠 5,564 m²（100.0%）')).toBe('与同一文件第 … 行重叠 … m²')
    expect(kindName('权属填“国有”，而宗地代码表示“集体”')).toBe('权属填“…”')
    expect(kindName('Overlaps row 2, by 3 m²')).toBe('Overlaps row …')
  })
  it('moves while its effects are computed', () => {
    expect([isMoving(survey({})), isMoving(survey({ effects: { state: 'computing' } })), isMoving(survey({ status: 'committing' }))]).toEqual([false, true, true])
  })
  it('counts issues of one severity or all', () => {
    const kinds = survey({ issues_by_code: [{ code: 'a', severity: 'note', count: 8 }, { code: 'b', severity: 'must_fix', count: 3 }] })
    expect([countOf(kinds), countOf(kinds, 'must_fix')]).toEqual([11, 3])
  })
  it('offers the layers of a refusal, with or without their rows', () => {
    expect(layersOf({ layers: ['宗地', { name: '道路', rows: 4 }] })).toEqual([{ name: '宗地', rows: null }, { name: '道路', rows: 4 }])
    expect(layersOf(null)).toEqual([])
  })
  it('offers the system that a refusal names first, and none where systems are not the matter', () => {
    expect(systemsOf({ code: 'crs.contradiction', detail: '像是 EPSG:4546，请指定 EPSG:4546' })?.named).toEqual([4546])
    expect(systemsOf({ code: 'crs.unknown', detail: '' })).toEqual({ named: [], others: [4490, 4547, 4526, 4546, 4525, 4326] })
    expect([systemsOf({ code: 'crs.xian80' }), systemsOf(null)]).toEqual([null, null])
    expect([systemName(4547), systemName(4214)]).toEqual(['CGCS2000 3° CM 114E (EPSG:4547)', 'EPSG:4214'])
  })
  it('answers conflicts with one word where all agree', () => {
    expect(conflictReply({ 3: 'file', 9: 'file' }, 2)).toEqual({ all: 'file' })
    expect(conflictReply({ 3: 'file', 9: 'file' }, 3)).toEqual({ 3: 'file', 9: 'file' })
    expect(conflictReply({ 3: 'file', 9: 'stored' }, 2)).toEqual({ 3: 'file', 9: 'stored' })
    expect([mayOverride({ reason: 'conflict.parcel' }), mayOverride({ reason: 'conflict.overlap' })]).toEqual([true, false])
  })
  it('looks at its bounds on the map', () => {
    expect(placeOf([113.2, 23.1, 113.2, 23.1])).toEqual({ at: '113.20000,23.10000,17' })
    expect(placeOf(null)).toEqual({})
  })
})
