/** The objection desk as its page shows it. */
import type { About, Beside, NewObjection, ObjectionRow, ObjectionStatus, Subject } from '../api/objections'
import { ApiError } from '../api/problem'

export const SUBJECTS = ['parks', 'parcels', 'enterprises'] as const
export const ABOUTS = ['grade', 'area', 'mode', 'list'] as const
export const OUTCOMES = ['upheld', 'partly', 'rejected'] as const
export const SHOWN = ['open', 'overdue', 'decided', 'withdrawn', 'all'] as const
export const LISTS = [
  'idle_land', 'inefficient_land', 'agreement_performance', 'watch_list', 'pilot_candidates', 'urban_villages', 'coverage',
] as const
export const STATUS_TONES: Record<ObjectionStatus, string> = { received: 'info', dispatched: 'warn', decided: 'ok', withdrawn: '' }
export const MAX_FILES = 10
export const MAX_BYTES = 10 * 1024 * 1024
export const ACCEPT = '.pdf,.jpg,.jpeg,.png,.xlsx,.docx,.txt'
export const LEAST_REASON = 2

export type Shown = (typeof SHOWN)[number]

export const isOpen = (status: ObjectionStatus) => status === 'received' || status === 'dispatched'

/** What the list asks the server for. */
export function listQuery(shown: Shown, about: string, park: number | null): Record<string, string> {
  const query: Record<string, string> = {}
  if (shown === 'overdue') query.overdue = 'true'
  else if (shown !== 'all') query.status = shown
  if (about) query.about = about
  if (park !== null) query.park = String(park)
  return query
}

/** A number in the address, or none. */
export function idIn(value: unknown): number | null {
  const id = Number(typeof value === 'string' ? value : NaN)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

/** What can be objected to of such a subject: only parks have a renewal mode. */
export const aboutsOf = (subject: Subject): readonly About[] =>
  subject === 'parks' ? ABOUTS : ABOUTS.filter((about) => about !== 'mode')

export type Field = keyof NewObjection

/** The fields that still keep a registration from being sent. */
export function lacking(said: NewObjection, today: string): Field[] {
  const faults: Field[] = []
  if (!said.subject_id) faults.push('subject_id')
  if (said.about === 'list' && !said.list_name) faults.push('list_name')
  if (!said.objector.trim()) faults.push('objector')
  if (!said.statement.trim()) faults.push('statement')
  if (!said.received_on || said.received_on > today || said.received_on < '2000-01-01') faults.push('received_on')
  if (said.deadline && said.received_on && said.deadline < said.received_on) faults.push('deadline')
  return faults
}

/** Why a file would not be taken, before it is sent. */
export function fileFault(file: { name: string; size: number }, present: number): 'full' | 'empty' | 'big' | 'kind' | null {
  if (present >= MAX_FILES) return 'full'
  if (file.size === 0) return 'empty'
  if (file.size > MAX_BYTES) return 'big'
  const ending = `.${file.name.split('.').pop()?.toLowerCase() ?? ''}`
  return file.name.includes('.') && ACCEPT.split(',').includes(ending) ? null : 'kind'
}

/** The value objected to, by what the objection is about. */
export function objectedValue(row: Pick<ObjectionRow, 'about' | 'objected'>): { kind: About; value: string | number | null } {
  const { about, objected } = row
  const value = { area: objected.area_m2, grade: objected.grade, mode: objected.mode || null, list: objected.list_name || null }[about]
  return { kind: about, value }
}

/** The fields that the server finds fault with. */
export function faultyFields(error: unknown): string[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.problem.errors)) return []
  return (error.problem.errors as { field: string }[]).map(({ field }) => field)
}

/** Those beside a grade, the ones under way first. */
export const besideInOrder = (all: readonly Beside[]): Beside[] =>
  [...all].sort((a, b) => Number(isOpen(b.status)) - Number(isOpen(a.status)) || b.id - a.id)
