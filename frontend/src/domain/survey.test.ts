import { describe, expect, it } from 'vitest'
import type { Survey } from '../api/types'
import { commitGate, groupKinds, isOngoing, kindName } from './survey'

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
  it.each([['committed', 'done'], ['refused', 'refused'], ['failed', 'refused'], ['received', 'busy']] as const)(
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
})
