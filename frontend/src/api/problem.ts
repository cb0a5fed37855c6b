/** RFC 9457 problem details, as the server sends them, or the browser's own failure in the same shape. */
export interface Problem {
  type?: string
  title: string
  status: number
  detail?: string
  detail_en?: string
  code: string
  errors?: unknown
}

export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  get unreachable(): boolean {
    return this.problem.status === 0
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** The server's sentence in the reader's language, when it has one. */
export function sentence(error: unknown, lang: 'zh' | 'en', fallback: string): string {
  if (!(error instanceof ApiError)) return fallback
  const { detail, detail_en: english } = error.problem
  return (lang === 'en' ? (english ?? detail) : detail) ?? fallback
}

interface FieldFault {
  field: string
  detail: string
}

/** The conditions that a refusal finds fault with: `far_min` and `filters.far_max` are both of `far`. */
export function faultsOf(error: unknown): FieldFault[] {
  if (!(error instanceof ApiError) || error.problem.code !== 'invalid' || !Array.isArray(error.problem.errors)) return []
  const faults = new Map<string, string>()
  for (const { field, detail } of error.problem.errors as FieldFault[]) {
    const condition = field.replace(/^filters\./, '').replace(/\.\d+$/, '').replace(/_(min|max)$/, '')
    if (condition && !faults.has(condition)) faults.set(condition, detail)
  }
  return [...faults].map(([field, detail]) => ({ field, detail }))
}

export async function problemOf(response: Response): Promise<Problem> {
  const base: Problem = { title: response.statusText, status: response.status, code: `http_${response.status}` }
  const type = response.headers.get('content-type') ?? ''
  if (!type.includes('json')) return base
  try {
    return { ...base, ...((await response.json()) as Partial<Problem>) }
  } catch {
    return base
  }
}
