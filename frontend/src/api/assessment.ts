import { getFile, getJson, patchJson, postJson, remove } from './client'
import type {
  Comparison, Judgements, ListRow, ListSummary, Method, Played, PolicyEdition, PolicyEditionDetail, RankingStart, Scenario,
  Stability, TurningPoints, Verification, Weights, WeightsFound,
} from './assessmentTypes'
import type { Appraisal, Page } from './types'

export interface Play {
  weights: Weights
  method: Method
}

export type NewScenario = Pick<Scenario, 'name' | 'note' | 'method' | 'weights' | 'judgements'> & { appraisal: number }

export const fetchRankingStart = () => getJson<RankingStart>('rankings/')
export const play = (asked: Play, signal: AbortSignal) => postJson<Played>('rankings/', asked, signal)
export const weigh = (judged: Judgements, signal: AbortSignal) => postJson<WeightsFound>('rankings/weights/', judged, signal)
export const fetchStability = (asked: Play) => postJson<Stability>('rankings/stability/', asked)
export const fetchVerification = (count = 10) => getJson<Verification>('rankings/verification/', { count: String(count) })

export const fetchScenarios = () => getJson<Page<Scenario>>('scenarios/', { page_size: '200' })
export const saveScenario = (scenario: NewScenario) => postJson<Scenario>('scenarios/', scenario)
export const renameScenario = (id: number, patch: Partial<NewScenario>) => patchJson<Scenario>(`scenarios/${id}/`, patch)
export const deleteScenario = (id: number) => remove(`scenarios/${id}/`)

export const fetchComparison = (before: string, after: string, page: number, signal: AbortSignal) =>
  getJson<Comparison>('comparisons/', { before, after, page: String(page) }, signal)

export const fetchAppraisals = () => getJson<Page<Appraisal>>('appraisals/', { page_size: '50' })
export const startTrial = (draft: number) => postJson<Appraisal>('appraisals/', { draft })
export const cancelAppraisal = (id: number) => postJson<Appraisal>(`appraisals/${id}/cancel/`)

export const fetchEditions = () => getJson<Page<PolicyEdition>>('policy/editions/', { page_size: '100' })
export const fetchEdition = (id: number) => getJson<PolicyEditionDetail>(`policy/editions/${id}/`)
export const decideEdition = (id: number, decision: 'adopt' | 'withdraw', reason: string) =>
  postJson<PolicyEdition>(`policy/editions/${id}/${decision}/`, { reason })
export function uploadEdition(file: File): Promise<PolicyEditionDetail> {
  const form = new FormData()
  form.append('file', file)
  return postJson<PolicyEditionDetail>('policy/editions/', form)
}

export const fetchLists = () => getJson<ListSummary[]>('lists/')
export const fetchListRows = (name: string, query: Record<string, string>, signal: AbortSignal) =>
  getJson<Page<ListRow>>(`lists/${name}/`, query, signal)
export const exportList = (name: string, query: Record<string, string>) => {
  const search = new URLSearchParams(query).toString()
  return getFile(`lists/${name}/export/?${search}`)
}

export const fetchTurningPoints = (subject: 'parks' | 'parcels' | 'enterprises', id: number, signal: AbortSignal) =>
  getJson<TurningPoints>(`${subject}/${id}/turning-points/`, undefined, signal)
