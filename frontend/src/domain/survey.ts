/** A survey's report: its state, its issues in groups, its row outcomes, and why it may not be committed yet. */
import type { Bounds } from '../api/types'
import type { ConflictChoice, Outcome, Problem, Severity, Survey, SurveyStatus } from '../api/surveyTypes'

export const SEVERITIES: readonly Severity[] = ['must_fix', 'needs_reason', 'note']
export const OUTCOMES: readonly Outcome[] = ['new', 'update', 'unchanged', 'conflict', 'rejected']
/** The coordinate systems that are taken in, the usual ones first. */
export const SYSTEMS: readonly (readonly [epsg: number, name: string])[] = [
  [4490, 'CGCS2000'], [4547, 'CGCS2000 3° CM 114E'], [4526, 'CGCS2000 3° zone 38'], [4546, 'CGCS2000 3° CM 111E'],
  [4525, 'CGCS2000 3° zone 37'], [4326, 'WGS 84'],
]

export const OUTCOME_COLORS: Record<Outcome, string> = {
  new: '#2c7fb8', update: '#5fb3a8', unchanged: '#9aa7b2', conflict: '#e0a526', rejected: '#d95f0e',
}
export const SEVERITY_COLORS: Record<Severity, string> = { must_fix: '#d95f0e', needs_reason: '#e0a526', note: '#8fa0ae' }
export const STATUS_TONES: Record<SurveyStatus, 'info' | 'bad' | 'ok' | 'warn' | ''> = {
  received: 'info', checking: 'info', checked: 'info', refused: 'bad', committed: 'ok', failed: 'bad', cancelled: '',
  awaiting: 'warn', committing: 'info', undone: '',
}

const IN_HAND: ReadonlySet<SurveyStatus> = new Set<SurveyStatus>(['received', 'checking', 'committing'])
const WITH_REPORT: ReadonlySet<SurveyStatus> = new Set<SurveyStatus>(['checked', 'awaiting', 'committing', 'committed', 'undone'])
const STOPPED: ReadonlySet<SurveyStatus> = new Set<SurveyStatus>(['refused', 'failed', 'cancelled'])

/** Still in the worker's hands. */
export function isOngoing(status: SurveyStatus): boolean {
  return IN_HAND.has(status)
}

/** Something of it will change by itself. */
export function isMoving(survey: Survey): boolean {
  return isOngoing(survey.status) || survey.effects?.state === 'computing'
}

export const hasReport = (status: SurveyStatus): boolean => WITH_REPORT.has(status)
export const isStopped = (status: SurveyStatus): boolean => STOPPED.has(status)
/** Its answers may still change. */
export const isOpen = (survey: Survey): boolean => survey.status === 'checked'

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

export function countOf(survey: Survey, severity?: Severity): number {
  const kinds = survey.issues_by_code ?? []
  return kinds.reduce((sum, kind) => sum + (severity === undefined || kind.severity === severity ? kind.count : 0), 0)
}

/** A rule's sentence without the row's own figures: up to the first comma or bracket, numbers and quotations left out. */
export function kindName(sentence: string): string {
  const start = sentence.split(/[，：；。（(]|[,:;](?!\d)/)[0]?.trim() ?? sentence
  return start.replace(/“[^”]*”/g, '“…”').replace(/\d[\d,.]*/g, '…')
}

export interface Gate {
  open: boolean
  why: 'ready' | 'conflict' | 'must_fix' | 'reason' | 'refused' | 'busy' | 'awaiting' | 'done'
  count: number
}

const shut = (why: Gate['why'], count = 0): Gate => ({ open: false, why, count })

/** Whether the batch may be committed now, and if not, why. */
export function commitGate(survey: Survey, reason: string): Gate {
  if (survey.status === 'committed' || survey.status === 'undone') return shut('done')
  if (survey.status === 'awaiting') return shut('awaiting')
  if (isStopped(survey.status)) return shut('refused')
  if (isOngoing(survey.status)) return shut('busy')
  const conflicts = survey.counts?.conflict ?? 0
  if (conflicts > 0) return shut('conflict', conflicts)
  const must = countOf(survey, 'must_fix')
  if (must > 0) return shut('must_fix', must)
  const explain = countOf(survey, 'needs_reason')
  if (explain > 0 && reason.trim().length < 2) return shut('reason', explain)
  return { open: true, why: 'ready', count: 0 }
}

/** The layers that a refusal offers to choose from. */
export function layersOf(problem: Problem | null | undefined): { name: string; rows: number | null }[] {
  return (problem?.layers ?? []).map((layer) => (typeof layer === 'string' ? { name: layer, rows: null } : { name: layer.name, rows: layer.rows ?? null }))
}

/** The coordinate systems to offer where they are what a refusal is about: those that its sentence names, else all. */
export function systemsOf(problem: Problem | null | undefined): { named: number[]; others: number[] } | null {
  const code = problem?.code ?? ''
  if (!['crs.contradiction', 'crs.unknown', 'crs.choice', 'crs.magnitude'].includes(code)) return null
  const all = SYSTEMS.map(([epsg]) => epsg)
  const told = code === 'crs.contradiction' ? [...(problem?.detail ?? '').matchAll(/EPSG:(\d+)/g)].map((found) => Number(found[1])) : []
  const named = [...new Set(told)].filter((epsg) => all.includes(epsg))
  return { named, others: all.filter((epsg) => !named.includes(epsg)) }
}

export function systemName(epsg: number): string {
  const name = SYSTEMS.find(([code]) => code === epsg)?.[1]
  return name ? `${name} (EPSG:${epsg})` : `EPSG:${epsg}`
}

/** Whether the file's row may take the place of what is stored; a changed park, or another parcel on the land, may not be overridden. */
export function mayOverride(row: { reason: string }): boolean {
  return row.reason === 'conflict.parcel'
}

/** The choices as they are answered: one word where all rows agree. */
export function conflictReply(chosen: Readonly<Record<number, ConflictChoice>>, total: number): Record<string, ConflictChoice> {
  const choices = Object.entries(chosen)
  const [first] = choices
  if (first && choices.length >= total && choices.every(([, choice]) => choice === first[1])) return { all: first[1] }
  return Object.fromEntries(choices)
}

/** Where the map looks to see these bounds. */
export function placeOf(bounds: Bounds | null | undefined): Record<string, string> {
  if (!bounds) return {}
  const [west, south, east, north] = bounds
  const span = Math.max(east - west, north - south, 0.002)
  const zoom = Math.min(17, Math.max(9, Math.floor(Math.log2(360 / span)) + 1))
  return { at: `${((west + east) / 2).toFixed(5)},${((south + north) / 2).toFixed(5)},${zoom}` }
}
