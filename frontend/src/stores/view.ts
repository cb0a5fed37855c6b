/** The view and the URL, kept equal: what the reader does goes into the address, back and forward come out of it. */
import { computed, ref, shallowRef } from 'vue'
import type { Router } from 'vue-router'
import type { Filters } from '../domain/filters'
import { viewFromQuery, viewToQuery, type ViewState } from '../domain/viewState'
import { lang, setLang, type Lang } from '../i18n'

const state = shallowRef<ViewState>(viewFromQuery({}))
export const view = computed(() => state.value)
/** Counts arrivals from outside (first load, back, forward), after which the map follows the URL. */
export const arrivals = ref(0)

let router: Router | null = null
let pending: 'push' | 'replace' | null = null
let written = ''

function write(): void {
  const mode = pending
  pending = null
  if (!router || !mode || router.currentRoute.value.name !== 'map') return
  const query = { ...viewToQuery(state.value), ...(lang.value === 'en' ? { lang: 'en' } : {}) }
  written = JSON.stringify(query)
  void router[mode]({ name: 'map', query })
}

function schedule(mode: 'push' | 'replace'): void {
  if (pending === null) queueMicrotask(write)
  if (pending !== 'push') pending = mode
}

export function change(patch: Partial<ViewState>, mode: 'push' | 'replace' = 'push'): void {
  state.value = { ...state.value, ...patch }
  schedule(mode)
}

export function setFilters(filters: Filters): void {
  change({ filters })
}

export function switchLang(next: Lang): void {
  setLang(next)
  if (!router) return
  const { name } = router.currentRoute.value
  if (name === 'map') schedule('replace')
  else void router.replace({ query: next === 'en' ? { lang: 'en' } : {} })
}

export function mapQuery(): Record<string, string> {
  return { ...viewToQuery(state.value), ...(lang.value === 'en' ? { lang: 'en' } : {}) }
}

export function followRouter(instance: Router): void {
  router = instance
  instance.afterEach((to) => {
    setLang(to.query.lang === 'en' ? 'en' : 'zh')
    if (to.name !== 'map' || JSON.stringify(to.query) === written) return
    written = JSON.stringify(to.query)
    state.value = viewFromQuery(to.query)
    arrivals.value += 1
  })
}
