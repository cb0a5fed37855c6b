/** Shapes of the API, /api/v1/. */
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson'
import type { Histogram } from '../domain/histogram'
import type { RangeKey } from '../domain/filters'

export type Role = 'official' | 'clerk' | 'planner' | 'administrator'

export interface User {
  username: string
  name?: string
  role: Role
  scope: string[]
  permissions: string[]
}

export interface Session {
  user: User | null
  demo: boolean
  revision: number
}

export interface Page<T> {
  count: number
  next: string | null
  previous: string | null
  results: T[]
}

export interface AreaRef {
  code: string
  name: string
}

export interface Area extends AreaRef {
  level: 'city' | 'district' | 'town' | 'village'
  parent: string | null
  park_count?: number
}

export type Bounds = [west: number, south: number, east: number, north: number]

export type AreaFeatures = FeatureCollection<Polygon | MultiPolygon, AreaRef & { park_count?: number }>

export interface Facets {
  count: number
  total: number
  area_mu: number | null
  gfa_m2: number | null
  far: number | null
  output_per_mu: number | null
  tax_per_mu: number | null
  procedure_share: number | null
  by: Partial<Record<'grade' | 'mode' | 'tenure' | 'procedure' | 'district' | 'town', Record<string, number>>>
  histograms: Partial<Record<RangeKey, Histogram>>
  ids?: number[]
}

export interface ParkRow {
  id: number
  code: string
  name: string
  district: AreaRef | null
  town: AreaRef | null
  village: AreaRef | null
  tenure: string
  main_use: string
  area_m2: number | null
  gfa_m2: number | null
  far: number | null
  output_per_mu: number | null
  tax_per_mu: number | null
  procedure: string | null
  procedure_share: number | null
  labor_intensive_share: number | null
  parcel_count: number | null
  enterprise_count: number | null
  grade: string | null
  grade_score: number | null
  mode: string | null
  need: number | null
  opportunity: number | null
  priority: number | null
  rank: number | null
  completeness: number | null
  imputed_share: number | null
  year: number | null
  is_synthetic: boolean
}

export interface SourceRef {
  kind?: string
  title?: string
  dated?: string | null
  reference?: string
}

export interface ParkDetail extends ParkRow {
  boundaries?: { kind: string; valid_from?: string | null; valid_to?: string | null; area_m2?: number | null; source?: SourceRef | string | null }[]
  buildings?: { legality: string; gfa_m2: number | null; count?: number }[]
  sources?: SourceRef[]
  years?: { year: number; status: string; output_yuan: number | null; tax_yuan: number | null; source?: SourceRef | string | null }[]
  bounds?: Bounds
}

export interface Gate {
  input: string
  label_zh?: string
  label_en?: string
  value: number | boolean | string | null
  unit?: string
  operator?: string
  threshold?: number | boolean | string | null
  met: boolean | null
  article?: string
  source?: string
}

export interface Candidate {
  mode: string
  met: boolean | null
  gates: Gate[]
}

export interface IndicatorPart {
  name: string
  label_zh?: string
  label_en?: string
  group: string
  value: number | null
  unit?: string
  direction?: string | number
  weight: number
  z: number | null
  points: number | null
  p5?: number | null
  p95?: number | null
  missing?: boolean
}

export interface Explanation {
  grade?: { grade?: string | null; score?: number | null; reason?: string | null; [more: string]: unknown } | null
  mode?: { mode: string; candidates?: Candidate[]; missing?: (string | { input: string })[] } | null
  priority?: {
    need: number | null
    opportunity: number | null
    priority: number | null
    rank: number | null
    completeness: number | null
    indicators?: IndicatorPart[]
  } | null
  policy?: { edition?: string; sources?: (SourceRef | string)[] } | null
  appraisal?: number | null
}

export interface ParcelRow {
  id: number
  code: string
  tenure?: string | null
  procedure?: string | null
  certificate?: string | null
  land_use?: string | null
  area_m2: number | null
  gfa_m2?: number | null
  owner_name?: string | null
  grade?: string | null
  surveyed_on?: string | null
}

export interface SearchHit {
  type: 'park' | 'area' | 'enterprise' | 'parcel'
  id: number | string | null
  code: string
  name: string
  context?: string
  bounds?: Bounds | null
  point?: [number, number] | null
  park?: number | null
}

export type AppraisalStatus = 'queued' | 'snapshot' | 'appraising' | 'storing' | 'done' | 'failed'

export interface Appraisal {
  id: number
  status: AppraisalStatus
  progress: number
  stage?: string | { zh?: string; en?: string } | null
  stage_en?: string | null
  policy_edition?: string | null
  input_hash?: string | null
  result_hash?: string | null
  park_count?: number | null
  created_at?: string
  finished_at?: string | null
  current?: boolean
}

export interface Selection {
  id: string | number
  count: number
  total: number
}

export type SurveyStatus = 'received' | 'checking' | 'checked' | 'refused' | 'committing' | 'committed' | 'failed'
export type Severity = 'must_fix' | 'needs_reason' | 'note'
export type Outcome = 'new' | 'update' | 'unchanged' | 'conflict' | 'rejected'

export interface SurveyReading {
  format?: string
  layer?: string | null
  encoding?: { name?: string; evidence?: string; sample?: string | string[] } | null
  crs?: { epsg?: number | null; label?: string; evidence?: string } | null
  rows?: number | null
  columns?: (string | { name: string })[]
}

export interface Survey {
  id: number
  filename?: string
  size?: number | null
  status: SurveyStatus
  created_at?: string
  committed_at?: string | null
  uploaded_by?: string | { username: string } | null
  reading?: SurveyReading | null
  mapping?: { column: string; field: string | null; how?: string }[]
  counts?: Partial<Record<'total' | Outcome, number>> | null
  issues_by_code?: Record<string, unknown> | unknown[]
  bounds?: Bounds | null
  receipt?: Record<string, unknown> | null
  message?: string | null
  problem?: { detail?: string; detail_en?: string } | null
}

export interface SurveyIssue {
  id?: number
  row: number | null
  column?: string | null
  code: string
  severity: Severity
  message_zh: string
  message_en: string
  value?: string | number | null
}

export type PreviewFeature = Feature<Geometry | null, { row?: number | null; outcome?: Outcome; code?: string }>
export type Preview = FeatureCollection<Geometry | null, { row?: number | null; outcome?: Outcome; code?: string }>
