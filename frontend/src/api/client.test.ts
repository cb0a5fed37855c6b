import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cookie, getJson, onSessionExpired, postJson, fileName } from './client'
import { ApiError, sentence } from './problem'

const answer = (status: number, body: unknown, type = 'application/json') =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'content-type': type } })

describe('client', () => {
  const send = vi.fn<typeof fetch>()
  beforeEach(() => {
    vi.stubGlobal('fetch', send)
    vi.stubGlobal('document', { cookie: 'a=1; csrftoken=se%3Dcret' })
  })
  afterEach(() => { vi.unstubAllGlobals(); send.mockReset() })

  it('reads one cookie among others', () => expect(cookie('csrftoken', 'x=1; csrftoken=ab; y=2')).toBe('ab'))
  it('asks below /api/v1/ with its query', async () => {
    send.mockResolvedValue(answer(200, { ok: 1 }))
    expect(await getJson('parks/', { grade: 'C,D' })).toEqual({ ok: 1 })
    expect(send.mock.calls[0]?.[0]).toBe('/api/v1/parks/?grade=C%2CD')
  })
  it('returns the CSRF token with every write', async () => {
    send.mockResolvedValue(answer(201, {}))
    await postJson('selections/', { filters: {} })
    const options = send.mock.calls[0]?.[1]
    expect(options?.headers).toMatchObject({ 'X-CSRFToken': 'se=cret', 'Content-Type': 'application/json' })
  })
  it('lets the browser name the boundary of an upload', async () => {
    send.mockResolvedValue(answer(201, {}))
    await postJson('surveys/', new FormData())
    expect(send.mock.calls[0]?.[1]?.headers).not.toHaveProperty('Content-Type')
  })
  it('turns problem+json into an error with its sentence in both languages', async () => {
    send.mockResolvedValue(answer(409, { title: 'Conflict', status: 409, code: 'survey_must_fix', detail: '还有 3 处', detail_en: '3 left' }, 'application/problem+json'))
    const error: unknown = await getJson('x/').catch((problem: unknown) => problem)
    expect(error).toBeInstanceOf(ApiError)
    expect([sentence(error, 'zh', '?'), sentence(error, 'en', '?')]).toEqual(['还有 3 处', '3 left'])
  })
  it('survives an error page that is not JSON', async () => {
    send.mockResolvedValue(new Response('<h1>502</h1>', { status: 502, headers: { 'content-type': 'text/html' } }))
    const error = (await getJson('x/').catch((problem: unknown) => problem)) as ApiError
    expect(error.problem).toMatchObject({ status: 502, code: 'http_502' })
    expect(sentence(error, 'zh', '出了点问题')).toBe('出了点问题')
  })
  it('tells a server that cannot be reached from one that refuses', async () => {
    send.mockRejectedValue(new TypeError('failed'))
    const error = (await getJson('x/').catch((problem: unknown) => problem)) as ApiError
    expect(error.unreachable).toBe(true)
  })
  it('passes a cancelled request on as cancelled', async () => {
    send.mockRejectedValue(new DOMException('stop', 'AbortError'))
    await expect(getJson('x/')).rejects.toThrow('stop')
  })
  it('says when the session has ended', async () => {
    const ended = vi.fn()
    onSessionExpired(ended)
    send.mockResolvedValue(answer(401, { code: 'not_authenticated', status: 401, title: '' }, 'application/problem+json'))
    await getJson('x/').catch(() => undefined)
    expect(ended).toHaveBeenCalledOnce()
  })
})

it('takes the name that the server gives a file', () => {
  expect(fileName("attachment; filename=\"parks.xlsx\"; filename*=UTF-8''%E5%9B%AD%E5%8C%BA.xlsx")).toBe('园区.xlsx')
  expect(fileName('attachment; filename="parks.xlsx"')).toBe('parks.xlsx')
  expect(fileName('inline')).toBe('')
})
