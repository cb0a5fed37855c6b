/** Endpoints and shapes under objections/. */
import { getFile, getJson, postJson } from './client'
import type { Page } from './types'

export type Subject = 'parks' | 'parcels' | 'enterprises'
export type About = 'area' | 'grade' | 'list' | 'mode'
export type ObjectionStatus = 'received' | 'dispatched' | 'decided' | 'withdrawn'
export type ObjectionOutcome = 'upheld' | 'partly' | 'rejected'

export interface Objected {
  appraisal: number | null
  year: number | null
  grade: string | null
  grade_score: number | null
  area_m2: number | null
  mode: string
  list_name: string
  list_status: string
}

export interface ObjectionRow {
  id: number
  subject: Subject
  subject_id: number
  subject_code: string
  subject_name: string
  park: { id: number; code: string; name: string }
  about: About
  objected: Objected
  objector: string | null
  received_on: string
  deadline: string
  status: ObjectionStatus
  overdue: boolean
  dispatched_to: string
  outcome: ObjectionOutcome | ''
  reason: string
  decided_at: string | null
}

export interface Evidence {
  number: number
  file_name: string
  kind: string
  bytes: number
  added_at: string
  added_by: string
}

export interface Objection extends ObjectionRow {
  contact: string | null
  statement: string | null
  evidence: Evidence[] | null
  registered_at: string
  registered_by: string | null
  assignee: string | null
  dispatched_at: string | null
  dispatched_by: string | null
  remedy: string
  decided_by: string | null
  withdrawn_reason: string | null
  withdrawn_at: string | null
  withdrawn_by: string | null
}

export interface NewObjection {
  subject: Subject
  subject_id: number
  about: About
  list_name: string
  objector: string
  contact: string
  statement: string
  received_on: string | null
  deadline: string | null
}

/** An objection as it stands beside a grade. */
export interface Beside {
  id: number
  about: About
  status: ObjectionStatus
  zh: string
  en: string
}

export const fetchObjections = (only: Record<string, string>) => getJson<Page<ObjectionRow>>('objections/', only)
export const fetchObjection = (id: number) => getJson<Objection>(`objections/${id}/`)
export const registerObjection = (said: NewObjection) => postJson<Objection>('objections/', said)
export const dispatchObjection = (id: number, to: string, assignee: string) =>
  postJson<Objection>(`objections/${id}/dispatch/`, { to, assignee })
export const decideObjection = (id: number, outcome: ObjectionOutcome, reason: string, remedy: string) =>
  postJson<Objection>(`objections/${id}/decide/`, { outcome, reason, remedy })
export const withdrawObjection = (id: number, reason: string) =>
  postJson<Objection>(`objections/${id}/withdraw/`, { reason })
export const fetchEvidence = (id: number, number: number) => getFile(`objections/${id}/evidence/${number}/`)

export function addEvidence(id: number, file: File): Promise<Evidence> {
  const form = new FormData()
  form.append('file', file)
  return postJson<Evidence>(`objections/${id}/evidence/`, form)
}
