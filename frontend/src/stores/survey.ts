/** One upload as its page shows it: asked for again while anything of it is under way. */
import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { answerSurvey, fetchSurvey } from '../api/surveys'
import type { Reply, Survey } from '../api/surveyTypes'
import { hasReport, isMoving, isOngoing } from '../domain/survey'
import { forgetParks } from './parks'

const POLL_MS = 1000

export function useSurvey(id: Ref<number>) {
  const survey = shallowRef<Survey | null>(null)
  /** The last report, shown while the file is checked again. */
  const report = shallowRef<Survey | null>(null)
  /** Why the upload could not be asked for, and why the last thing done with it was refused. */
  const error = shallowRef<unknown>(null)
  const refusal = shallowRef<unknown>(null)
  const working = ref(false)
  let timer = 0

  function take(fresh: Survey): void {
    const before = survey.value
    if (before && (before.committed_at !== fresh.committed_at || before.undo?.undone_at !== fresh.undo?.undone_at)) forgetParks()
    survey.value = fresh
    if (!isOngoing(fresh.status)) report.value = hasReport(fresh.status) ? fresh : null
    window.clearTimeout(timer)
    if (isMoving(fresh)) timer = window.setTimeout(() => void load(), POLL_MS)
  }

  async function load(): Promise<void> {
    const wanted = id.value
    window.clearTimeout(timer)
    try {
      const fresh = await fetchSurvey(wanted)
      if (id.value !== wanted) return
      error.value = null
      take(fresh)
    } catch (problem) {
      if (id.value !== wanted) return
      error.value = problem
      // a page left open outlives a server that starts anew
      if (survey.value && isMoving(survey.value)) timer = window.setTimeout(() => void load(), POLL_MS * 5)
    }
  }

  /** Do something with the upload, and ask how it stands afterwards, whatever came of it. */
  async function act(action: () => Promise<unknown>): Promise<boolean> {
    if (working.value) return false
    working.value = true
    refusal.value = null
    let done = true
    try {
      await action()
    } catch (problem) {
      refusal.value = problem
      done = false
    }
    await load()
    working.value = false
    return done
  }

  const answer = (reply: Reply) => act(() => answerSurvey(id.value, reply))

  watch(id, () => {
    survey.value = report.value = null
    error.value = refusal.value = null
    if (Number.isFinite(id.value)) void load()
  }, { immediate: true })
  onBeforeUnmount(() => window.clearTimeout(timer))

  const rechecking = computed(() => survey.value !== null && report.value !== null && isOngoing(survey.value.status))
  return { survey, report, error, refusal, working, rechecking, load, act, answer }
}
