/** Shapes of the API, /api/v1/. */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { Histogram } from '../domain/histogram'
import type { RangeKey } from '../domain/filters'
import type { Beside } from './objections'

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
  gfa_coverage?: number | null
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
  objections?: Beside[]
}

/** A word in both languages, as the server's explanations carry it. */
export interface Labelled {
  label_zh?: string
  label_en?: string
}

export interface Gate extends Labelled {
  input: string
  value: number | boolean | string | null
  unit?: string
  unit_en?: string
  operator?: string
  threshold?: number | boolean | string | null
  /** the column that the threshold is a multiple of, and the factor */
  threshold_of?: string | null
  threshold_factor?: number
  /** several thresholds may apply: between these two, and what would decide which */
  threshold_low?: number
  threshold_high?: number
  missing?: MissingInput[]
  /** set where the document is only referred to */
  elsewhere?: { zh: string; en: string } | null
  alternative?: string | null
  met: boolean | null
  article?: string
  source_title?: string
  requirement_zh?: string
  requirement_en?: string
  assumption?: boolean
}

/** A question put to a park: a statement, what is known, and whether it holds. */
export interface Part extends Gate {
  name?: string
  statement_zh?: string
  statement_en?: string
  value_label?: Words | null
  status?: 'pass' | 'fail' | 'unknown' | 'not_applicable'
  kind?: 'gate' | 'argument'
}

interface Words {
  zh: string
  en: string
}

interface Judged extends Labelled {
  article?: string
  assumption?: boolean
  parts?: Part[]
  missing?: MissingInput[]
}

export interface Diagnosis {
  sides: ({ side: string; raised: number; unknown: number; flags: Part[] } & Labelled)[]
  raised: number
}

export interface Needs {
  groups: ({ name: string; items: ({ input: string; state: string | null; state_label: (Words & { mark: string }) | null } & Labelled)[] } & Labelled)[]
  unmet: number | null
  unmet_high: number | null
  conflict?: boolean
  conflict_zh?: string
  conflict_en?: string
}

export interface AssetValue extends Judged {
  value: number | null
  completeness: number
  sides: ({ side: string; score: number | null } & Labelled)[]
}

export interface VerticalFactory extends Judged {
  status: string
  path_label?: Words | null
  checks?: Part[]
  binding?: ({ input: string; value: number | boolean | null; threshold: number | boolean | null; status: string } & Labelled) | null
  informational?: Words
  suitability?: { count: number; count_high: number; of: number; features: Part[] } | null
}

export interface MissingInput extends Labelled {
  input?: string
  name?: string
}

export interface Candidate extends Labelled {
  mode: string
  met: boolean | null
  gates: Gate[]
  for?: Part[]
  against?: Part[]
  strategy?: Words & { lead_zh: string; lead_en: string; levers: (Words & { values: number[] })[]; article?: string }
  missing?: MissingInput[]
}

export interface IndicatorPart extends Labelled {
  name: string
  group: string
  side?: 'need' | 'opportunity'
  value: number | null
  unit?: string
  unit_en?: string
  direction?: string | number
  weight: number
  z: number | null
  points: number | null
  missing?: boolean
  dropped?: boolean
}

export interface GradeIndicator extends Labelled {
  name: string
  value: number | null
  unit?: string
  unit_en?: string
  weight: number
  baseline: number | null
  ratio: number | null
  points: number | null
  missing?: boolean
}

export interface GradeExplanation {
  grade: string | null
  score: number | null
  reason?: string
  reason_zh?: string
  reason_en?: string
  rank?: number | null
  group?: string | null
  group_size?: number | null
  quota?: { a: number; d: number; ab: number }
  profile?: Labelled
  elsewhere?: { zh: string; en: string } | null
  indicators?: GradeIndicator[]
  missing?: MissingInput[]
}

export interface PolicySource {
  title_zh: string
  title_en: string
  number?: string
  date?: string
  status?: string
}

export interface Explanation {
  /** the evaluation year: all annual figures judged are of it */
  year?: number | null
  grade?: GradeExplanation | null
  mode?: { mode: string; candidates?: Candidate[]; missing?: MissingInput[] } | null
  minimums?: { checks?: Gate[] } | null
  definition?: { is_park: boolean | null; parts?: Part[] } | null
  phase?: Judged & { start_year?: number | null } | null
  renewal_type?: Judged & { definition?: string } | null
  stage?: Judged & { description_zh?: string } | null
  job_housing?: Judged | null
  needs?: Needs | null
  diagnosis?: Diagnosis | null
  urban_village?: (Judged & { urban_village: string; costs?: unknown; steps?: { sequence_zh: string[]; sequence_en: string[] } | null }) | null
  vertical_factory?: VerticalFactory | null
  asset_value?: AssetValue | null
  priority?: {
    need: number | null
    opportunity: number | null
    priority: number | null
    rank: number | null
    ranked_count?: number
    completeness: number | null
    reason_zh?: string
    reason_en?: string
    trust?: number | null
    groups?: Record<string, { zh: string; en: string; side: 'need' | 'opportunity' }>
    indicators?: IndicatorPart[]
    missing?: MissingInput[]
  } | null
  policy?: { edition?: string; sources?: PolicySource[] } | null
}

export interface ParksAddress {
  token: string
  url: string
  revision: number
  appraisal: number | null
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

export type AppraisalStatus = 'queued' | 'snapshot' | 'appraising' | 'storing' | 'done' | 'failed' | 'cancelled'

export interface Appraisal {
  id: number
  status: AppraisalStatus
  progress: number
  stage?: string | { zh?: string; en?: string } | null
  stage_en?: string | null
  year?: number | null
  policy_edition?: string | null
  input_hash?: string | null
  result_hash?: string | null
  park_count?: number | null
  created_at?: string
  finished_at?: string | null
  current?: boolean
  /** false where the policy has changed since */
  policy_in_force?: boolean
  draft?: number | null
  overrides?: Record<string, unknown>
  created_by?: string | null
  error?: { code: string; detail?: string; detail_en?: string } | null
}

export interface Selection {
  id: string | number
  count: number
  total: number
}
