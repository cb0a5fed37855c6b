import { describe, expect, it } from 'vitest'
import type { Page } from './types'
import { gather } from './surveys'

describe('gathering a list', () => {
  const pages: number[][] = [[1, 2], [3, 4], [5]]
  const asked: number[] = []
  const page = (number: number): Promise<Page<number>> => {
    asked.push(number)
    return Promise.resolve({ count: 5, next: number < pages.length ? 'more' : null, previous: null, results: pages[number - 1] ?? [] })
  }
  it('goes on to the last page', async () => expect(await gather(page, 100)).toEqual([1, 2, 3, 4, 5]))
  it('stops at the limit', async () => {
    asked.length = 0
    expect(await gather(page, 3)).toEqual([1, 2, 3])
    expect(asked).toEqual([1, 2])
  })
})
