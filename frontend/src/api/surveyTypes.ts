/** Shapes of the API under surveys/. */
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { Bounds } from './types'

export type SurveyStatus =
  | 'received' | 'checking' | 'checked' | 'refused' | 'committed' | 'failed' | 'cancelled' | 'awaiting' | 'committing' | 'undone'
export type Severity = 'must_fix' | 'needs_reason' | 'note'
export type Outcome = 'new' | 'update' | 'unchanged' | 'conflict' | 'rejected'
export type ShiftName = 'none' | 'gcj02' | 'bd09'
export type EncodingName = 'utf-8' | 'gb18030'
export type ConflictChoice = 'file' | 'stored'

export interface CrsCandidate {
  epsg: number
  swapped: boolean
  share: number
}

export interface Shift {
  name: ShiftName
  evidence: string
  evidence_en: string
}

export interface SurveyEncoding {
  name?: string
  evidence?: string
  evidence_en?: string
  sample?: string
  otherwise?: string
  doubt?: boolean
}

export interface SurveyCrs {
  epsg?: number | null
  label?: string
  evidence?: string
  evidence_en?: string
  swapped?: boolean
  candidates?: CrsCandidate[]
  shift?: Shift | null
}

export interface SurveyReading {
  format?: string
  layer?: string | null
  encoding?: SurveyEncoding | null
  crs?: SurveyCrs | null
  rows?: number | null
}

export interface ColumnMatch {
  column: string
  field: string | null
  how?: string
  unit?: string | null
  samples?: string[]
  suggestion?: string | null
}

export interface SurveyField {
  name: string
  label: string
  label_en: string
  kind: string
  required: boolean
}

export interface SurveyColumns {
  fields: SurveyField[]
  units: { name: string; label: string; label_en: string }[]
}

/** What was answered and is kept; the request's own wording is `Reply`. */
export interface Answers {
  layer?: string
  epsg?: number
  shift?: ShiftName
  encoding?: EncodingName
  columns?: Record<string, string | null>
  units?: Record<string, string>
  cells?: Record<string, Record<string, string>>
  clipped?: number[]
  left_out?: number[]
  overridden?: Record<string, number>
}

export interface Reply {
  layer?: string
  epsg?: number
  shift?: ShiftName
  encoding?: EncodingName
  columns?: Record<string, string | null>
  units?: Record<string, string>
  fixes?: number[]
  left_out?: number[]
  take_back?: number[]
  conflicts?: Record<string, ConflictChoice>
}

export interface Progress {
  stage: string
  share: number
  rows: number | null
  seconds_left: number | null
}

export interface Problem {
  code?: string
  detail?: string
  detail_en?: string
  layers?: (string | { name: string; rows?: number | null })[]
  /** systems that the numbers speak for, where the file's label does not */
  suggestions?: number[]
}

export interface Approval {
  needed?: 'clerk' | 'administrator' | null
  requested_by?: string
  requested_at?: string
  reason?: string
  approved_by?: string
  approved_at?: string
  remark?: string
  returned_by?: string
  returned_at?: string
  returned_reason?: string
}

export interface Movement {
  from: string | null
  to: string | null
  count: number
}

export interface ParkState {
  grade?: string | null
  mode?: string | null
  rank?: number | null
  far?: number | null
  area_m2?: number | null
  procedure_share?: number | null
  output_per_mu?: number | null
  tax_per_mu?: number | null
}

export interface ParkChange {
  park_id: number
  code: string
  name: string
  before: ParkState | null
  after: ParkState | null
}

export interface SupportLine {
  name: string
  name_en?: string
  up: number
  down: number
}

interface Crossing {
  entered: number
  left: number
}

export interface RankMoves {
  changed: number
  top_50?: Crossing
  top_100?: Crossing
  largest?: { park_id: number; code: string; name: string; before: number | null; after: number | null }[]
}

export interface Effects {
  state: 'computing' | 'done' | 'failed'
  at?: string
  revision?: number
  parks?: number
  year?: number
  policy_edition?: string
  parcels?: { new: number; update: number; grades: Movement[] }
  grades?: Movement[]
  modes?: Movement[]
  ranks?: RankMoves
  lines?: SupportLine[]
  changes?: ParkChange[]
  problem?: Problem | null
}

export interface UndoRefusal {
  row: number | null
  code: string
  why: string
  why_en: string
}

export interface UndoPlan {
  rows: number
  refused: UndoRefusal[]
}

export interface UndoReceipt {
  rows?: number
  refused?: UndoRefusal[]
  refused_count?: number
  undone_by?: string
  undone_at?: string
  reason?: string
  revision?: number
}

export interface Receipt {
  batch?: number
  file?: string
  sha256?: string
  counts?: Survey['counts']
  changed_nothing?: boolean
  parks?: number
  revision?: number
  reason?: string
  answers?: Answers
  uploaded_by?: string
  committed_by?: string
  committed_at?: string
  approval?: Approval | null
  approved_by?: string
  requested_by?: string
}

export interface Survey {
  id: number
  filename?: string
  size?: number | null
  sha256?: string
  status: SurveyStatus
  created_at?: string
  checked_at?: string | null
  committed_at?: string | null
  uploaded_by?: string
  reading?: SurveyReading | null
  mapping?: ColumnMatch[]
  counts?: Partial<Record<'total' | Outcome, number>> | null
  issues_by_code?: { code: string; severity: Severity; count: number }[]
  bounds?: Bounds | null
  receipt?: Receipt | null
  problem?: Problem | null
  reason?: string
  origin?: number | null
  answers?: Answers
  progress?: Progress | null
  same_as?: number | null
  approval?: Approval | null
  effects?: Effects | null
  undo?: UndoReceipt | null
}

export interface Fix {
  action: 'set' | 'clip'
  value: string
}

export interface SurveyIssue {
  id: number
  row: number | null
  column?: string | null
  code: string
  severity: Severity
  message_zh: string
  message_en: string
  value?: string | number | null
  fix?: Fix | null
}

export interface SurveyRow {
  row: number
  outcome: Outcome
  reason: string
  code: string | null
  changed: string[]
}

export interface Difference {
  field: string
  stored: string | number | null
  file: string | number | null
}

export interface RowBeside extends SurveyRow {
  differences: Difference[]
  issues: SurveyIssue[]
  shape: Geometry | null
  stored_shape: Geometry | null
  near: { code: string; shape: Geometry }[]
}

interface PreviewRow {
  row?: number | null
  outcome?: Outcome
  code?: string
}

export type PreviewFeature = Feature<Geometry | null, PreviewRow>
export type Preview = FeatureCollection<Geometry | null, PreviewRow>
