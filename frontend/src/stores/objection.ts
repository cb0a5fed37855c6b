/** One objection as its page shows it. */
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { fetchObjection, type Objection } from '../api/objections'
import { ApiError } from '../api/problem'

export function useObjection(id: Ref<number>) {
  const objection = shallowRef<Objection | null>(null)
  /** Why it could not be asked for, and why the last thing done with it was refused. */
  const error = shallowRef<unknown>(null)
  const refusal = shallowRef<unknown>(null)
  const working = ref(false)
  const absent = computed(() => error.value instanceof ApiError && error.value.problem.status === 404)

  async function load(): Promise<void> {
    const wanted = id.value
    try {
      const fresh = await fetchObjection(wanted)
      if (id.value !== wanted) return
      objection.value = fresh
      error.value = null
    } catch (problem) {
      if (id.value === wanted) error.value = problem
    }
  }

  /** Take a step; where it is refused, show how the objection stands now, since somebody else may have been first. */
  async function act(step: () => Promise<Objection>): Promise<void> {
    if (working.value) return
    working.value = true
    refusal.value = null
    try {
      objection.value = await step()
    } catch (problem) {
      refusal.value = problem
      await load()
    } finally {
      working.value = false
    }
  }

  watch(id, () => {
    objection.value = null
    error.value = refusal.value = null
    if (Number.isSafeInteger(id.value)) void load()
  }, { immediate: true })
  return { objection, error, absent, refusal, working, load, act }
}
