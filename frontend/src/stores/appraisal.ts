import { computed, shallowRef } from 'vue'
import { cancelAppraisal, startTrial } from '../api/assessment'
import { fetchAppraisal, fetchCurrentAppraisal, startAppraisal } from '../api/endpoints'
import { ApiError } from '../api/problem'
import type { Appraisal } from '../api/types'

const POLL_MS = 1000

export const current = shallowRef<Appraisal | null>(null)
export const running = shallowRef<Appraisal | null>(null)
export const appraisalError = shallowRef<unknown>(null)
export const isRunning = computed(() => running.value !== null && !['done', 'failed', 'cancelled'].includes(running.value.status))

export async function loadCurrent(): Promise<void> {
  try {
    current.value = await fetchCurrentAppraisal()
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) current.value = null
    else appraisalError.value = error
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => { window.setTimeout(resolve, ms) })

/** Starts a run, with a draft of a policy edition a trial, and follows it to its end; resolves to whether it succeeded. */
export async function appraise(draft?: number): Promise<boolean> {
  appraisalError.value = null
  try {
    running.value = await (draft === undefined ? startAppraisal() : startTrial(draft))
    while (isRunning.value && running.value) {
      await wait(POLL_MS)
      running.value = await fetchAppraisal(running.value.id)
    }
  } catch (error) {
    appraisalError.value = error
    running.value = null
    return false
  }
  await loadCurrent()
  return running.value?.status === 'done'
}

export async function cancel(): Promise<void> {
  if (!running.value || !isRunning.value) return
  try {
    running.value = await cancelAppraisal(running.value.id)
  } catch (error) {
    // it ended in the meantime: what follows the run will say how
    if (!(error instanceof ApiError) || error.problem.status !== 409) appraisalError.value = error
  }
}
