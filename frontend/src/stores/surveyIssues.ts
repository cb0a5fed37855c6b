/** The issues of one upload, of one kind or all, loaded page by page. */
import { ref, shallowRef, watch, type Ref } from 'vue'
import { fetchIssues, fetchRows, gather } from '../api/surveys'
import type { Severity, Survey, SurveyIssue } from '../api/surveyTypes'

export interface Only {
  severity: Severity
  code: string | null
}

/** How many suggestions are taken, or rows left out, at once. */
export const AT_ONCE = 5000
const EXAMPLES = 40

const queryOf = (only: Only | null): Record<string, string> =>
  only ? { severity: only.severity, ...(only.code ? { code: only.code } : {}) } : {}

export function useIssues(survey: Ref<Survey>, only: Ref<Only | null>) {
  const issues = shallowRef<SurveyIssue[]>([])
  const total = ref(0)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  /** One issue of each kind, for the kind's name. */
  const examples = shallowRef<Record<string, SurveyIssue>>({})
  let pages = 0
  let asked = 0

  function learn(found: readonly SurveyIssue[]): void {
    examples.value = { ...Object.fromEntries(found.map((issue) => [issue.code, issue])), ...examples.value }
  }

  async function next(): Promise<void> {
    asked += 1
    const mine = asked
    loading.value = true
    error.value = null
    try {
      const page = await fetchIssues(survey.value.id, queryOf(only.value), pages + 1)
      if (mine !== asked) return
      issues.value = pages ? [...issues.value, ...page.results] : page.results
      pages += 1
      total.value = page.count
      learn(page.results)
    } catch (problem) {
      if (mine === asked) error.value = problem
    } finally {
      if (mine === asked) loading.value = false
    }
  }

  async function nameKinds(): Promise<void> {
    const unnamed = (survey.value.issues_by_code ?? []).map((kind) => kind.code).filter((code) => !(code in examples.value))
    const id = survey.value.id
    const found = await Promise.all(unnamed.slice(0, EXAMPLES).map((code) => fetchIssues(id, { code, page_size: '1' })))
    if (id === survey.value.id) learn(found.flatMap((page) => page.results))
  }

  async function reload(): Promise<void> {
    pages = 0
    await next()
    await nameKinds().catch(() => undefined)
  }

  watch([() => survey.value.id, () => survey.value.checked_at, () => survey.value.status, only], () => void reload(), { immediate: true })
  return { issues, total, loading, error, examples, next, reload }
}

/** Ids of the issues of a kind that carry a suggestion. */
export async function suggestionsOf(survey: Survey, code: string): Promise<number[]> {
  const found = await gather((page) => fetchIssues(survey.id, { code }, page), AT_ONCE)
  return found.filter((issue) => issue.fix).map((issue) => issue.id)
}

/** The rows that cannot be committed as they are. */
export async function rejectedRows(survey: Survey): Promise<number[]> {
  const found = await gather((page) => fetchRows(survey.id, { outcome: 'rejected' }, page), AT_ONCE)
  return found.map((row) => row.row)
}

