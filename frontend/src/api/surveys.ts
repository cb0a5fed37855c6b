/** Endpoints under surveys/. */
import { getFile, getJson, postJson } from './client'
import type { Page } from './types'
import type {
  Preview, Reply, RowBeside, Survey, SurveyColumns, SurveyIssue, SurveyRow, UndoPlan, UndoReceipt,
} from './surveyTypes'

type Only = Record<string, string>

export const PAGE = 500
const whole = (only: Only, page: number): Only => ({ page_size: String(PAGE), page: String(page), ...only })

export const fetchSurveys = (only: Only) => getJson<Page<Survey>>('surveys/', only)
export const fetchSurvey = (id: number) => getJson<Survey>(`surveys/${id}/`)
export const fetchSurveyColumns = () => getJson<SurveyColumns>('surveys/fields/')
export const fetchIssues = (id: number, only: Only, page = 1) =>
  getJson<Page<SurveyIssue>>(`surveys/${id}/issues/`, whole(only, page))
export const fetchRows = (id: number, only: Only, page = 1) =>
  getJson<Page<SurveyRow>>(`surveys/${id}/rows/`, whole(only, page))
export const fetchRow = (id: number, row: number, signal?: AbortSignal) =>
  getJson<RowBeside>(`surveys/${id}/rows/${row}/`, undefined, signal)
export const fetchPreview = (id: number) => getJson<Preview>(`surveys/${id}/preview/`)
export const fetchWorkbook = (id: number) => getFile(`surveys/${id}/workbook.xlsx`)
export const fetchStoredParcels = (within: string) => getFile(`surveys/parcels.gpkg?${new URLSearchParams({ within })}`)
export const fetchUndoPlan = (id: number) => getJson<UndoPlan>(`surveys/${id}/undo/`)

export const answerSurvey = (id: number, reply: Reply) => postJson<Survey>(`surveys/${id}/answers/`, reply)
export const checkSurvey = (id: number) => postJson<Survey>(`surveys/${id}/check/`)
export const cancelSurvey = (id: number) => postJson<Survey>(`surveys/${id}/cancel/`)
export const startEffects = (id: number) => postJson<Survey>(`surveys/${id}/effects/`)
export const commitSurvey = (id: number, reason: string) => postJson<unknown>(`surveys/${id}/commit/`, { reason })
export const returnSurvey = (id: number, reason: string) => postJson<unknown>(`surveys/${id}/return/`, { reason })
export const undoSurvey = (id: number, reason: string) => postJson<UndoReceipt>(`surveys/${id}/undo/`, { reason })

export function uploadSurvey(file: File, wish: { crs: string; layer: string }): Promise<Survey> {
  const form = new FormData()
  form.append('file', file)
  if (wish.crs) form.append('crs', wish.crs)
  if (wish.layer) form.append('layer', wish.layer)
  return postJson<Survey>('surveys/', form)
}

/** All entries of a list page by page, up to a limit. */
export async function gather<T>(page: (number: number) => Promise<Page<T>>, limit: number): Promise<T[]> {
  const found: T[] = []
  for (let number = 1; ; number += 1) {
    const { results, next } = await page(number)
    found.push(...results)
    if (!next || found.length >= limit) return found.slice(0, limit)
  }
}
