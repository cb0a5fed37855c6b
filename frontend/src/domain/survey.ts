/** A survey's report: its issues in groups, its row outcomes, and why it may not be committed yet. */
import type { Outcome, Severity, Survey, SurveyStatus } from '../api/types'

export const SEVERITIES: readonly Severity[] = ['must_fix', 'needs_reason', 'note']
export const OUTCOMES: readonly Outcome[] = ['new', 'update', 'unchanged', 'conflict', 'rejected']

export const OUTCOME_COLORS: Record<Outcome, string> = {
  new: '#2c7fb8', update: '#5fb3a8', unchanged: '#9aa7b2', conflict: '#e0a526', rejected: '#d95f0e',
}
export const SEVERITY_COLORS: Record<Severity, string> = { must_fix: '#d95f0e', needs_reason: '#e0a526', note: '#8fa0ae' }

const SETTLED: ReadonlySet<SurveyStatus> = new Set<SurveyStatus>(['checked', 'refused', 'committed', 'failed'])

/** Still in the worker's hands. */
export function isOngoing(status: SurveyStatus): boolean {
  return !SETTLED.has(status)
}

type IssueKind = NonNullable<Survey['issues_by_code']>[number]

export interface IssueGroup {
  severity: Severity
  count: number
  codes: IssueKind[]
}

export function groupKinds(kinds: readonly IssueKind[]): IssueGroup[] {
  return SEVERITIES.map((severity) => {
    const codes = kinds.filter((kind) => kind.severity === severity).sort((one, other) => other.count - one.count)
    return { severity, count: codes.reduce((sum, kind) => sum + kind.count, 0), codes }
  }).filter((group) => group.count > 0)
}

/** A rule's sentence without the row's own figures: up to the first comma or bracket, numbers and quotations left out. */
export function kindName(sentence: string): string {
  const start = sentence.split(/[，：；。（(]|[,:;](?!\d)/)[0]?.trim() ?? sentence
  return start.replace(/“[^”]*”/g, '“…”').replace(/\d[\d,.]*/g, '…')
}

export interface Gate {
  open: boolean
  why: 'ready' | 'conflict' | 'must_fix' | 'reason' | 'refused' | 'busy' | 'done'
  count: number
}

/** Whether the batch may be committed now, and if not, why. */
export function commitGate(survey: Survey, reason: string): Gate {
  const kinds = survey.issues_by_code ?? []
  const counted = (severity: Severity) => kinds.reduce((sum, kind) => sum + (kind.severity === severity ? kind.count : 0), 0)
  if (survey.status === 'committed') return { open: false, why: 'done', count: 0 }
  if (survey.status === 'refused' || survey.status === 'failed') return { open: false, why: 'refused', count: 0 }
  if (isOngoing(survey.status)) return { open: false, why: 'busy', count: 0 }
  const conflicts = survey.counts?.conflict ?? 0
  if (conflicts > 0) return { open: false, why: 'conflict', count: conflicts }
  const must = counted('must_fix')
  if (must > 0) return { open: false, why: 'must_fix', count: must }
  const explain = counted('needs_reason')
  if (explain > 0 && reason.trim().length < 2) return { open: false, why: 'reason', count: explain }
  return { open: true, why: 'ready', count: 0 }
}
