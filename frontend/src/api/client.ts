/** The only place that talks to the server. */
import { ApiError, isAbort, problemOf } from './problem'

const API = '/api/v1/'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

interface Options {
  method?: Method
  query?: Record<string, string>
  body?: unknown
  signal?: AbortSignal
}

type Listener = () => void
const expiryListeners = new Set<Listener>()

/** Called when the server no longer knows who is asking. */
export function onSessionExpired(listener: Listener): void {
  expiryListeners.add(listener)
}

export function cookie(name: string, all: string): string {
  const found = all.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found ? decodeURIComponent(found.slice(name.length + 1)) : ''
}

function headersFor(method: Method, body: unknown, accept: string): Record<string, string> {
  const headers: Record<string, string> = { Accept: accept }
  if (method !== 'GET') headers['X-CSRFToken'] = cookie('csrftoken', document.cookie)
  if (body !== undefined && !(body instanceof FormData)) headers['Content-Type'] = 'application/json'
  return headers
}

async function send(path: string, options: Options, accept = 'application/json'): Promise<Response> {
  const { method = 'GET', query, body, signal } = options
  const search = query ? new URLSearchParams(query).toString() : ''
  const address = (path.startsWith('/') ? path : API + path) + (search ? `?${search}` : '')
  const payload = body === undefined || body instanceof FormData ? (body as FormData | undefined) : JSON.stringify(body)
  let response: Response
  try {
    response = await fetch(address, {
      method,
      headers: headersFor(method, body, accept),
      credentials: 'same-origin',
      ...(payload === undefined ? {} : { body: payload }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (isAbort(error)) throw error
    throw new ApiError({ title: 'unreachable', status: 0, code: 'unreachable' })
  }
  if (response.ok) return response
  const problem = await problemOf(response)
  if (response.status === 401 || problem.code === 'not_authenticated') expiryListeners.forEach((each) => each())
  throw new ApiError(problem)
}

export async function getJson<T>(path: string, query?: Record<string, string>, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) })
  return (await response.json()) as T
}

async function sendJson<T>(method: Method, path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { method, body, ...(signal ? { signal } : {}) })
  return (response.status === 204 ? undefined : await response.json()) as T
}

export const postJson = <T>(path: string, body: unknown = {}, signal?: AbortSignal) => sendJson<T>('POST', path, body, signal)
export const patchJson = <T>(path: string, body: unknown) => sendJson<T>('PATCH', path, body)

export async function remove(path: string): Promise<void> {
  await send(path, { method: 'DELETE' })
}

export interface Download {
  content: Blob
  name: string
}

/** The name that the server gives a file: RFC 6266, the one in UTF-8 first. */
export function fileName(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1]
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]*)"/i.exec(disposition)?.[1] ?? '')
}

export async function getFile(path: string): Promise<Download> {
  const response = await send(path, {}, '*/*')
  return { content: await response.blob(), name: fileName(response.headers.get('content-disposition') ?? '') }
}

export async function getBytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await send(path, signal ? { signal } : {})
  return response.arrayBuffer()
}
