import { computed, shallowRef } from 'vue'
import { fetchSession, logIn, logOut } from '../api/endpoints'
import { onSessionExpired } from '../api/client'
import { ApiError } from '../api/problem'
import type { Session } from '../api/types'

export const session = shallowRef<Session | null>(null)
export const sessionError = shallowRef<unknown>(null)
/** True when a session ended under the reader's hands, so that the login page can say so. */
export const expired = shallowRef(false)

export const user = computed(() => session.value?.user ?? null)

function may(permission: string) {
  return computed(() => user.value?.permissions.includes(permission) ?? false)
}

export const mayUpload = may('surveys.write')
export const maySeeSurveys = may('surveys.read')
export const mayAppraise = may('appraisals.start')
export const mayReadAppraisals = may('appraisals.read')
export const maySaveScenarios = may('scenarios.save')
export const mayManagePolicies = may('policies.manage')
export const mayRegister = may('objections.register')
export const mayDecide = may('objections.decide')
export const mayExport = may('exports.download')

onSessionExpired(() => {
  if (!session.value?.user) return
  expired.value = true
  session.value = { ...session.value, user: null }
})

export async function loadSession(): Promise<void> {
  try {
    session.value = await fetchSession()
    sessionError.value = null
  } catch (error) {
    if (session.value === null) sessionError.value = error
  }
}

export async function enter(username: string, password: string): Promise<void> {
  await logIn(username, password).catch(async (problem: unknown) => {
    if (!(problem instanceof ApiError) || problem.problem.code !== 'csrf_failed') throw problem
    // the cookie was gone; asking for the session brings a new one
    await fetchSession()
    await logIn(username, password)
  })
  expired.value = false
  await loadSession()
}

export async function leave(): Promise<void> {
  await logOut()
  await loadSession()
}
