/** Shapes of the API for rankings, scenarios, comparisons, policy editions and lists. */
import type { Labelled } from './types'

export interface Bilingual {
  zh: string
  en: string
}

export type Weights = Record<string, number>
export type Matrix = number[][]
export type Method = 'weighted_sum' | 'topsis'
export type Side = 'need' | 'opportunity'

export interface RankedRun {
  id: number
  year: number | null
  policy_edition: string
  finished_at: string | null
}

export interface RankingIndicator extends Labelled {
  name: string
  label_zh: string
  label_en: string
  unit: string
  unit_en: string
  group: string
  side: Side
  direction: number
  weight: number
  /** null where nothing tells the parks apart */
  entropy_weight: number | null
  combined_weight: number | null
  dropped: boolean
}

export interface Judgements {
  groups: Matrix
  within: Record<string, Matrix>
}

export interface RankingStart {
  appraisal: RankedRun
  indicators: RankingIndicator[]
  groups: Record<string, Bilingual & { side: Side }>
  methods: (Bilingual & { name: Method })[]
  judgements: Judgements
  scale: number[]
}

/** Columns, a park a row: only those the reader may see, with the ranks of the whole city. */
export interface Played {
  appraisal: number
  method: Method
  weights: Weights
  seconds: number
  id: number[]
  rank: (number | null)[]
  priority: (number | null)[]
  need: (number | null)[]
  opportunity: (number | null)[]
  moved: (number | null)[]
}

/** What one pairwise matrix gives: `first` was judged `given` times `second`, all judgements together say `implied`. */
export interface MatrixCheck {
  weights: Weights
  cr: number
  accepted: boolean
  worst: { first: string; second: string; given: number; implied: number } | null
}

export interface WeightsFound {
  ahp: { weights: Weights; accepted: boolean; groups: MatrixCheck; within: Record<string, MatrixCheck> }
  entropy: Weights
  combined: Weights
}

export interface Stability {
  tops: number[]
  draws: number
  seed: number
  spread: number
  id: number[]
  rank: (number | null)[]
  rank_p5: (number | null)[]
  rank_p50: (number | null)[]
  rank_p95: (number | null)[]
  [top: `top_${number}`]: (number | null)[]
}

export interface Scenario {
  id: number
  name: string
  note: string
  method: Method
  weights: Weights
  judgements: Judgements | null
  /** null when the run was cleared away */
  appraisal: number | null
  created_by: string | null
  created_at: string
  changeable: boolean
}

export interface Compared {
  kind: 'run' | 'scenario'
  id: number
  label_zh?: string
  label_en?: string
  year?: number | null
  policy_edition?: string
  finished_at?: string | null
}

export interface Mover {
  id: number
  code: string
  name: string
  rank_before: number | null
  rank_after: number | null
  grade_before?: string | null
  grade_after?: string | null
  mode_before?: string | null
  mode_after?: string | null
  why: ({ indicator: string; points_before: number | null; points_after: number | null } & Labelled)[]
}

type Transition = [from: string | null, to: string | null, count: number]

export interface ComparisonCounts {
  moved: number
  up: number
  down: number
  grade_changed: number
  mode_changed: number
  entered: number
  left: number
}

export interface Comparison {
  before: Compared
  after: Compared
  same_input: boolean
  same_policy: boolean
  counts: ComparisonCounts
  grades: Transition[]
  modes: Transition[]
  /** `entered` and `left` are of the first so many */
  top: number
  count: number
  page_size: number
  parks: Mover[]
}

export type EditionStatus = 'draft' | 'adopted' | 'withdrawn'

export interface PolicyEdition {
  id: number
  title_zh: string
  title_en: string
  starts_on: string
  status: EditionStatus
  uploaded_at: string
  uploaded_by: string
  decided_at: string | null
  decided_by: string | null
  reason: string
}

export interface PolicyParameter extends Labelled {
  name: string
  unit: string
  unit_en: string
  source: string
  article: string
  note: string
  effective: string
  value: unknown
}

export interface PolicyChange extends Labelled {
  name: string
  before: PolicyParameter | null
  after: PolicyParameter | null
}

export interface PolicyEditionDetail extends PolicyEdition {
  text: string
  changes: PolicyChange[]
}

export interface CodeWord extends Bilingual {
  code: string
  article?: string
}

export interface ListSummary extends Labelled {
  name: string
  label_zh: string
  label_en: string
  subject: 'parks' | 'parcels' | 'enterprises' | 'areas'
  counts: Record<string, number>
  /** who has a row; `unlisted`: who is counted only */
  statuses: CodeWord[]
  unlisted: CodeWord[]
  reasons: CodeWord[]
  effects: CodeWord[]
  missing: ({ name: string; count: number } & Labelled)[]
}

interface Place {
  code: string
  name: string
}

export interface ListEffect extends CodeWord {
  amount?: number | null
  amount_unit?: string
  computable?: boolean | null
}

export interface ListInput extends Labelled {
  name: string
  unit: string
  unit_en: string
  value: number | boolean | string | null
  value_zh: string | null
  value_en: string | null
}

export interface ListCheck extends CodeWord {
  input: { name: string; unit: string; unit_en: string } & Labelled
  operator: string
  value: number | boolean | string | null
  limit: number | boolean | null
  met: boolean | null
  assumption?: boolean
}

export interface ListRow {
  subject: { type: ListSummary['subject']; id: number | null } & Place
  park: ({ id: number } & Place) | null
  district: Place | null
  town: Place | null
  status: CodeWord
  reasons: CodeWord[]
  effects: ListEffect[]
  inputs: ListInput[]
  checks: ListCheck[]
  missing: Labelled[]
  by_reference: Bilingual | null
}

export interface Verification {
  appraisal: number
  top: number
  method_zh: string
  method_en: string
  inputs: ({
    park: { id: number; code: string; name: string }
    indicator: string
    value: number | null
    unit: string
    unit_en: string
    status: string
    rank: number | null
    rank_at_low: number | null
    rank_at_high: number | null
    crosses_top: boolean
    reason_zh: string
    reason_en: string
  } & Labelled)[]
  disturbance: number
  draws: number
  indicators: ({ indicator: string; top_changed: number } & Labelled)[]
}

interface Standing {
  grade: string | null
  rank: number | null
  score: number | null
  verified: boolean
}

export interface InputChange extends Labelled {
  name: string
  unit: string
  unit_en: string
  from: number | boolean | null
  to?: number | boolean
  change?: number
  share?: number | null
}

export type PossibleChange = InputChange & ({ possible: true } & Standing)
export type ImpossibleChange = InputChange & { possible: false; reason_zh: string; reason_en: string; article?: string }

export interface GradeStep {
  target: string
  one: (PossibleChange | ImpossibleChange)[]
  two: ({ inputs: InputChange[]; share: number } & Standing) | null
}

export interface GradeTurningPoints {
  grade: string | null
  rank: number | null
  size: number
  obstacle: {
    reason_zh: string
    reason_en: string
    ground: { article?: string; source?: string }
    missing: Labelled[]
    resolved: { grade: string | null } | null
  } | null
  up: GradeStep | null
  down: GradeStep | null
}

interface ModeChange extends Labelled {
  input: string
  unit: string
  unit_en: string
  from: number | boolean | null
  to: number | boolean
  article?: string
}

interface ModeChanges {
  settled: boolean
  changes: ModeChange[]
}

export interface ModeTurn extends Labelled {
  mode: string
  one: ModeChanges | null
  two: ModeChanges | null
  would_decide: Labelled[]
}

export interface TurningPoints {
  grade: GradeTurningPoints
  mode: ({ mode: string; settled: boolean; turns: ModeTurn[] } & Labelled) | null
}
