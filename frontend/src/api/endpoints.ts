import type { ParksPayload } from '../domain/parks'
import type { Query } from '../domain/filters'
import { getBytes, getFile, getJson, postJson, remove } from './client'
import type {
  Appraisal, Area, AreaFeatures, Explanation, Facets, Page, ParcelRow, ParkDetail, ParksAddress, SearchHit, Selection, Session,
} from './types'

export const fetchSession = () => getJson<Session>('session/')
export const logIn = (username: string, password: string) => postJson<unknown>('session/', { username, password })
export const logOut = () => remove('session/')

export const fetchParksAddress = () => getJson<ParksAddress>('/tiles/parks.json')
export const fetchParks = (url: string) => getJson<ParksPayload>(url)
export const fetchDistricts = () => getJson<AreaFeatures>('/tiles/districts.json')
export const fetchParcelTile = (token: string, z: number, x: number, y: number, signal: AbortSignal) =>
  getBytes(`/tiles/parcels/${token}/${z}/${x}/${y}.mvt`, signal)

export const fetchTowns = (parent: string) =>
  getJson<Page<Area>>('areas/', { level: 'town', parent, page_size: '500' })

export const fetchFacets = (filters: Query, signal: AbortSignal) =>
  getJson<Facets>('parks/facets/', { ...filters, include: 'ids' }, signal)
export const fetchPark = (id: number, signal: AbortSignal) => getJson<ParkDetail>(`parks/${id}/`, undefined, signal)
export const fetchExplanation = (id: number, signal: AbortSignal) =>
  getJson<Explanation>(`parks/${id}/explanation/`, undefined, signal)
export const fetchParcels = (park: number, signal: AbortSignal) =>
  getJson<Page<ParcelRow>>(`parks/${park}/parcels/`, { page_size: '500' }, signal)
export const search = (q: string, signal: AbortSignal) =>
  getJson<SearchHit[] | { results: SearchHit[] }>('search/', { q }, signal)

export const createSelection = (filters: Query) => postJson<Selection>('selections/', { filters })
export const fetchExport = (selection: Selection['id'], format: 'xlsx' | 'geojson') =>
  getFile(`exports/${selection}.${format}`)

export const fetchCurrentAppraisal = () => getJson<Appraisal>('appraisals/current/')
export const fetchAppraisal = (id: number) => getJson<Appraisal>(`appraisals/${id}/`)
export const startAppraisal = () => postJson<Appraisal>('appraisals/')
