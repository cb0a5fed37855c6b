/** What would move a grade, as the server worked it out and checked: the changes worth reading, smallest first. */
import type { GradeStep, ImpossibleChange, ModeTurn, PossibleChange } from '../api/assessmentTypes'
import { measured, type Words } from './policy'

export function possible(step: GradeStep): PossibleChange[] {
  return step.one.filter((change): change is PossibleChange => change.possible)
}

export function impossible(step: GradeStep): ImpossibleChange[] {
  return step.one.filter((change): change is ImpossibleChange => !change.possible)
}

interface Moved {
  name?: string
  input?: string
  unit: string
  unit_en: string
  from: number | boolean | null
  to?: number | boolean
}

/** Shares are fractions of one; a change of them reads in percent like the value itself. */
export function moved(change: Moved, words: Words): string {
  return `${measured(change.from, change, words)} → ${measured(change.to, change, words)}`
}

/** Whether two inputs together take less than the best one alone. */
export function pairIsShorter(step: GradeStep): boolean {
  const best = possible(step)[0]
  return step.two !== null && (best === undefined || step.two.share < (best.share ?? Infinity))
}

/** Modes that one or two changes would bring, or that more data would decide; the others are out of reach. */
export function reachable(turns: readonly ModeTurn[]): ModeTurn[] {
  return turns.filter((turn) => turn.one !== null || turn.two !== null || turn.would_decide.length > 0)
}
