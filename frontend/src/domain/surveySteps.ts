/** Where an upload stands on its way: 读取 → 字段与坐标 → 检查 → 预览影响 → 入库. */
import type { Survey } from '../api/surveyTypes'
import { commitGate, hasReport, isOngoing, isStopped } from './survey'
import { questionsOf } from './surveyMapping'

export const STEPS = ['read', 'mapping', 'check', 'effects', 'commit'] as const
export type Step = (typeof STEPS)[number]
/** done; now: under way or open; ask: waits for an answer; bad: stopped; todo: not yet. */
export type StepState = 'done' | 'now' | 'ask' | 'bad' | 'todo'

export function stateOf(step: Step, survey: Survey): StepState {
  if (isStopped(survey.status)) return step === 'read' ? 'bad' : 'todo'
  if (!hasReport(survey.status)) return step === 'read' ? 'now' : 'todo'
  if (survey.status === 'committed' || survey.status === 'undone') return step === 'effects' && !survey.effects ? 'todo' : 'done'
  if (step === 'read') return 'done'
  if (step === 'mapping') return questionsOf(survey) > 0 ? 'ask' : 'done'
  const { why } = commitGate(survey, 'given')
  if (step === 'check') return why === 'must_fix' || why === 'conflict' ? 'ask' : 'done'
  if (step === 'effects') return survey.effects?.state === 'done' ? 'done' : survey.effects?.state === 'computing' ? 'now' : 'todo'
  return survey.status === 'awaiting' ? 'ask' : isOngoing(survey.status) || why === 'ready' ? 'now' : 'todo'
}

/** The step to open an upload at: where something is to be answered, else what comes next. */
export function openAt(survey: Survey): Step {
  if (isStopped(survey.status) || survey.status === 'received' || survey.status === 'checking') return 'read'
  if (survey.status !== 'checked') return 'commit'
  return stateOf('mapping', survey) === 'ask' ? 'mapping' : 'check'
}

/** What may be looked at: nothing beyond reading before there is a report. */
export function mayOpen(step: Step, survey: Survey): boolean {
  return step === 'read' || hasReport(survey.status)
}
