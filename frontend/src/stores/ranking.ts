/** Playing with weights: what was asked last is what is shown last, however fast the slider moves. */
import { computed, shallowRef } from 'vue'
import { fetchRankingStart, fetchStability, play } from '../api/assessment'
import type { Judgements, Method, Played, RankingStart, Scenario, Stability, Weights } from '../api/assessmentTypes'
import { isAbort } from '../api/problem'
import { isSame, placesOf, rankedParks } from '../domain/ranking'
import { parksById } from './parks'

export const start = shallowRef<RankingStart | null>(null)
export const startError = shallowRef<unknown>(null)
export const weights = shallowRef<Weights>({})
export const method = shallowRef<Method>('weighted_sum')
export const judgements = shallowRef<Judgements | null>(null)
export const played = shallowRef<Played | null>(null)
export const playError = shallowRef<unknown>(null)
export const waiting = shallowRef(false)
/** From the moved slider to the drawn answer, in milliseconds. */
export const took = shallowRef<number | null>(null)
export const stability = shallowRef<Stability | null>(null)
export const stabilityError = shallowRef<unknown>(null)
export const drawing = shallowRef(false)
export const scenario = shallowRef<Scenario | null>(null)

export const policyWeights = computed<Weights>(() =>
  Object.fromEntries((start.value?.indicators ?? []).map((each) => [each.name, each.weight])))
export const changed = computed(() =>
  start.value !== null && (method.value !== 'weighted_sum' || !isSame(weights.value, policyWeights.value)))
export const places = computed(() => placesOf(played.value))
export const rows = computed(() => rankedParks(played.value, stability.value, parksById.value))

let controller: AbortController | null = null
let again = false

async function ask(): Promise<void> {
  const began = performance.now()
  controller = new AbortController()
  waiting.value = true
  try {
    played.value = await play({ weights: weights.value, method: method.value }, controller.signal)
    took.value = performance.now() - began
    playError.value = null
  } catch (error) {
    if (!isAbort(error)) playError.value = error
  }
  controller = null
  waiting.value = false
  if (!again) return
  again = false
  void ask()
}

/** Rank by the weights as they stand; while an answer is on its way only the last wish is remembered. */
export function replay(): void {
  stability.value = null
  if (controller) again = true
  else void ask()
}

export function setWeights(next: Weights): void {
  weights.value = next
  scenario.value = null
  replay()
}

export function setMethod(next: Method): void {
  method.value = next
  scenario.value = null
  replay()
}

export function reset(): void {
  method.value = 'weighted_sum'
  judgements.value = start.value?.judgements ?? null
  setWeights(policyWeights.value)
}

export function take(saved: Scenario): void {
  method.value = saved.method
  weights.value = saved.weights
  judgements.value = saved.judgements ?? start.value?.judgements ?? null
  scenario.value = saved
  replay()
}

/** Begins anew when another run has become the current one; else the reader's weights stay. */
export async function loadRanking(): Promise<void> {
  try {
    const fresh = await fetchRankingStart()
    const same = start.value?.appraisal.id === fresh.appraisal.id
    start.value = fresh
    startError.value = null
    if (same && played.value) return
    weights.value = policyWeights.value
    method.value = 'weighted_sum'
    judgements.value = fresh.judgements
    scenario.value = null
    replay()
  } catch (error) {
    startError.value = error
  }
}

export async function drawStability(): Promise<void> {
  drawing.value = true
  stabilityError.value = null
  const asked = { weights: weights.value, method: method.value }
  try {
    const found = await fetchStability(asked)
    if (asked.method === method.value && asked.weights === weights.value) stability.value = found
  } catch (error) {
    stabilityError.value = error
  }
  drawing.value = false
}

export function forgetRanking(): void {
  controller?.abort()
  again = false
  start.value = null
  played.value = null
  stability.value = null
  scenario.value = null
}
