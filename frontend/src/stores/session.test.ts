import { afterEach, expect, it, vi } from 'vitest'
import { ApiError } from '../api/problem'
import { enter, session } from './session'

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const csrfFailed = () => json(403, { code: 'csrf_failed', status: 403, title: '', detail: '页面已过期' })
const known = () => json(200, { user: { username: 'planner', permissions: [] } })

function server(...answers: Response[]): string[] {
  const methods: string[] = []
  vi.stubGlobal('document', { cookie: '' })
  vi.stubGlobal('fetch', async (_: string, { method }: RequestInit) => {
    methods.push(method ?? 'GET')
    return answers.shift()
  })
  return methods
}
afterEach(() => vi.unstubAllGlobals())

it('fetches the lost cookie and signs in', async () => {
  const methods = server(csrfFailed(), json(200, { user: null }), known(), known())
  await enter('planner', 'secret')
  expect(methods).toEqual(['POST', 'GET', 'POST', 'GET'])
  expect(session.value?.user?.username).toBe('planner')
})

it('tries once more only, and keeps what the server said', async () => {
  const methods = server(csrfFailed(), json(200, { user: null }), csrfFailed())
  await expect(enter('planner', 'secret')).rejects.toThrow('页面已过期')
  expect(methods).toEqual(['POST', 'GET', 'POST'])
})

it('does not try a wrong password twice', async () => {
  const methods = server(json(400, { code: 'invalid_credentials', status: 400, title: '' }))
  await expect(enter('planner', 'wrong')).rejects.toBeInstanceOf(ApiError)
  expect(methods).toEqual(['POST'])
})
