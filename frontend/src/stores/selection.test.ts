import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { noFilters, withList } from '../domain/filters'
import { count, counted, facets, forgetSelection, selectedIds } from './selection'

interface Asked {
  address: string
  answer: (response: Response) => void
}
let asked: Asked[]

const answered = (ids: number[]) =>
  new Response(JSON.stringify({ ids, count: ids.length }), { headers: { 'content-type': 'application/json' } })
const graded = (grade: string) => withList(noFilters(), 'grade', [grade])

beforeEach(() => {
  asked = []
  vi.useFakeTimers()
  vi.stubGlobal('window', globalThis)
  vi.stubGlobal('fetch', (address: string, { signal }: RequestInit) => new Promise<Response>((answer, refuse) => {
    signal?.addEventListener('abort', () => refuse(new DOMException('', 'AbortError')))
    asked.push({ address, answer })
  }))
})
afterEach(() => {
  forgetSelection()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function answer(index: number, response: Response): Promise<void> {
  asked[index]?.answer(response)
  await vi.advanceTimersByTimeAsync(0)
}

it('holds only once the filter is counted', async () => {
  count(graded('D'))
  await vi.advanceTimersByTimeAsync(150)
  expect(counted.value).toBe(false)
  await answer(0, answered([1, 2]))
  expect(counted.value).toBe(true)
  count(graded('C'))
  expect(counted.value).toBe(false)
})

it('knows nothing of a filter that could not be counted', async () => {
  count(graded('D'), true)
  await vi.advanceTimersByTimeAsync(0)
  await answer(0, answered([1, 2]))
  count(graded('C'), true)
  await vi.advanceTimersByTimeAsync(0)
  await answer(1, new Response('', { status: 500 }))
  expect([counted.value, facets.value, selectedIds.value?.size]).toEqual([false, null, 0])
})

it('does not take the answer to the filter before for its own', async () => {
  count(graded('D'), true)
  await vi.advanceTimersByTimeAsync(0)
  count(graded('C'))
  await answer(0, answered([1, 2]))
  expect(counted.value).toBe(false)
  await vi.advanceTimersByTimeAsync(150)
  await answer(1, answered([3]))
  expect([asked[1]?.address.includes('grade=C'), counted.value, facets.value?.ids]).toEqual([true, true, [3]])
})
