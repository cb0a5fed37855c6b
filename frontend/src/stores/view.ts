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
/** One navigation at a time: the router cancels an unfinished one, and with it the step that "back" returns to. */
let writing = false

async function write(): Promise<void> {
  const mode = pending
  if (writing) return
  pending = null
  if (!router || !mode || router.currentRoute.value.name !== 'map') return
  const query = mapQuery()
  written = JSON.stringify(query)
  writing = true
  try {
    await router[mode]({ name: 'map', query })
  } finally {
    writing = false
  }
  if (pending) void write()
}

function schedule(mode: 'push' | 'replace'): void {
  if (pending === null && !writing) queueMicrotask(() => void write())
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
  instance.afterEach((to, _from, failure) => {
    if (failure) return
    setLang(to.query.lang === 'en' ? 'en' : 'zh')
    if (to.name !== 'map' || JSON.stringify(to.query) === written) return
    written = JSON.stringify(to.query)
    state.value = viewFromQuery(to.query)
    arrivals.value += 1
  })
}
