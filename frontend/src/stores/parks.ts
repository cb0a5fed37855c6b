import { computed, shallowRef } from 'vue'
import { fetchDistricts, fetchParks, fetchParksAddress, fetchTowns } from '../api/endpoints'
import { decodeParks, type Park, type ParksPayload } from '../domain/parks'
import { decodeDistricts, type District } from '../domain/districts'
import { ApiError } from '../api/problem'
import type { Area } from '../api/types'
import { loadSession } from './session'

export const parks = shallowRef<readonly Park[]>([])
export const areaNames = shallowRef<Readonly<Record<string, string>>>({})
export const districts = shallowRef<readonly District[]>([])
export const towns = shallowRef<Readonly<Record<string, readonly Area[]>>>({})
export const appraisal = shallowRef<number | null>(null)
/** Names the state of the data in the addresses of tiles. */
export const token = shallowRef('')
export const synthetic = shallowRef(false)
export const parksState = shallowRef<'idle' | 'loading' | 'ready' | 'failed'>('idle')
export const parksError = shallowRef<unknown>(null)

export const parksById = computed<ReadonlyMap<number, Park>>(() => new Map(parks.value.map((park) => [park.id, park])))

export function areaName(code: string): string {
  return areaNames.value[code] ?? ''
}

export async function loadDistricts(): Promise<void> {
  if (districts.value.length) return
  districts.value = decodeDistricts(await fetchDistricts())
  areaNames.value = { ...Object.fromEntries(districts.value.map((each) => [each.code, each.name])), ...areaNames.value }
}

/** An appraisal that ends between the two requests moves the address: ask once more. */
async function loadPayload(again = true): Promise<ParksPayload & { token: string }> {
  const address = await fetchParksAddress()
  try {
    return { ...(await fetchParks(address.url)), token: address.token }
  } catch (error) {
    if (again && error instanceof ApiError && error.problem.code === 'stale_token') return loadPayload(false)
    throw error
  }
}

export async function loadParks(): Promise<void> {
  parksState.value = 'loading'
  try {
    // the districts show as soon as they are there, whatever becomes of the parks
    const [payload] = await Promise.all([loadPayload(), loadDistricts()])
    areaNames.value = { ...areaNames.value, ...payload.areas }
    appraisal.value = payload.appraisal
    token.value = payload.token
    synthetic.value = payload.synthetic
    parks.value = decodeParks(payload)
    parksState.value = 'ready'
    parksError.value = null
  } catch (error) {
    parksError.value = error
    parksState.value = parks.value.length ? 'ready' : 'failed'
  }
}

/** After a commit or an appraisal: the new revision, then its parks. */
export async function reloadParks(): Promise<void> {
  await loadSession()
  await loadParks()
}

export async function loadTowns(district: string): Promise<void> {
  if (towns.value[district]) return
  try {
    const page = await fetchTowns(district)
    towns.value = { ...towns.value, [district]: page.results }
    areaNames.value = { ...Object.fromEntries(page.results.map((each) => [each.code, each.name])), ...areaNames.value }
  } catch {
    // the panel simply offers no towns; the district filter still works
  }
}

export function forgetParks(): void {
  parks.value = []
  token.value = ''
  parksState.value = 'idle'
  towns.value = {}
}
