/** A survey's report: its issues in groups, its row outcomes, and why it may not be committed yet. */
import type { Outcome, Severity, Survey, SurveyIssue, SurveyStatus } from '../api/types'

export const SEVERITIES: readonly Severity[] = ['must_fix', 'needs_reason', 'note']
export const OUTCOMES: readonly Outcome[] = ['new', 'update', 'unchanged', 'conflict', 'rejected']

export const OUTCOME_COLORS: Record<Outcome, string> = {
  new: '#2c7fb8', update: '#5fb3a8', unchanged: '#9aa7b2', conflict: '#e0a526', rejected: '#d95f0e',
}
export const SEVERITY_COLORS: Record<Severity, string> = { must_fix: '#d95f0e', needs_reason: '#e0a526', note: '#8fa0ae' }

const ONGOING: ReadonlySet<SurveyStatus> = new Set<SurveyStatus>(['received', 'checking', 'committing'])

export function isOngoing(status: SurveyStatus): boolean {
  return ONGOING.has(status)
}

export interface IssueGroup {
  severity: Severity
  count: number
  codes: { code: string; count: number; example: SurveyIssue }[]
}

export function groupIssues(issues: readonly SurveyIssue[]): IssueGroup[] {
  return SEVERITIES.map((severity) => {
    const mine = issues.filter((issue) => issue.severity === severity)
    const codes = new Map<string, { code: string; count: number; example: SurveyIssue }>()
    for (const issue of mine) {
      const entry = codes.get(issue.code)
      if (entry) entry.count += 1
      else codes.set(issue.code, { code: issue.code, count: 1, example: issue })
    }
    return { severity, count: mine.length, codes: [...codes.values()].sort((one, other) => other.count - one.count) }
  }).filter((group) => group.count > 0)
}

export interface Gate {
  open: boolean
  why: 'ready' | 'must_fix' | 'reason' | 'refused' | 'busy' | 'done'
  count: number
}

/** Whether the batch may be committed now, and if not, why. */
export function commitGate(survey: Survey, issues: readonly SurveyIssue[], reason: string): Gate {
  if (survey.status === 'committed') return { open: false, why: 'done', count: 0 }
  if (survey.status === 'refused' || survey.status === 'failed') return { open: false, why: 'refused', count: 0 }
  if (isOngoing(survey.status)) return { open: false, why: 'busy', count: 0 }
  const must = issues.filter((issue) => issue.severity === 'must_fix').length
  if (must > 0) return { open: false, why: 'must_fix', count: must }
  const explain = issues.filter((issue) => issue.severity === 'needs_reason').length
  if (explain > 0 && reason.trim().length < 2) return { open: false, why: 'reason', count: explain }
  return { open: true, why: 'ready', count: 0 }
}

export function columnNames(survey: Survey): string[] {
  return (survey.reading?.columns ?? []).map((column) => (typeof column === 'string' ? column : column.name))
}
