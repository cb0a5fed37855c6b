import { describe, expect, it } from 'vitest'
import type { Survey } from '../api/surveyTypes'
import { STEPS, mayOpen, openAt, stateOf } from './surveySteps'

const survey = (patch: Partial<Survey>): Survey => ({ id: 1, status: 'checked', ...patch })
const states = (patch: Partial<Survey>) => STEPS.map((step) => stateOf(step, survey(patch)))
const must = [{ code: 'area.outside-city', severity: 'must_fix', count: 3 }] as const

describe('steps of an upload', () => {
  it.each([
    ['is being checked', { status: 'checking' }, ['now', 'todo', 'todo', 'todo', 'todo'], 'read'],
    ['was refused', { status: 'refused' }, ['bad', 'todo', 'todo', 'todo', 'todo'], 'read'],
    ['was cancelled', { status: 'cancelled' }, ['bad', 'todo', 'todo', 'todo', 'todo'], 'read'],
    ['has nothing against it', {}, ['done', 'done', 'done', 'todo', 'now'], 'check'],
    ['must be fixed', { issues_by_code: [...must] }, ['done', 'done', 'ask', 'todo', 'todo'], 'check'],
    ['conflicts', { counts: { conflict: 1 } }, ['done', 'done', 'ask', 'todo', 'todo'], 'check'],
    ['has a suggestion to confirm', { mapping: [{ column: '层', field: null, how: 'suggestion', suggestion: 'storeys' }] }, ['done', 'ask', 'done', 'todo', 'now'], 'mapping'],
    ['was tried', { effects: { state: 'done' } }, ['done', 'done', 'done', 'done', 'now'], 'check'],
    ['waits for approval', { status: 'awaiting' }, ['done', 'done', 'done', 'todo', 'ask'], 'commit'],
    ['is being committed', { status: 'committing' }, ['done', 'done', 'done', 'todo', 'now'], 'commit'],
    ['was committed untried', { status: 'committed' }, ['done', 'done', 'done', 'todo', 'done'], 'commit'],
  ] as const)('of one that %s', (_, patch, expected, at) => {
    expect(states(patch as Partial<Survey>)).toEqual(expected)
    expect(openAt(survey(patch as Partial<Survey>))).toBe(at)
  })
  it('are open once there is a report', () => {
    expect(STEPS.map((step) => mayOpen(step, survey({ status: 'refused' })))).toEqual([true, false, false, false, false])
    expect(STEPS.every((step) => mayOpen(step, survey({ status: 'undone' })))).toBe(true)
  })
})
