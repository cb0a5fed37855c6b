/** What would move a grade, as the server worked it out and checked: the changes worth reading, smallest first. */
import type { GradeStep, ImpossibleChange, InputChange, PossibleChange } from '../api/assessmentTypes'
import { measured, type Words } from './policy'

export function possible(step: GradeStep): PossibleChange[] {
  return step.one.filter((change): change is PossibleChange => change.possible)
}

export function impossible(step: GradeStep): ImpossibleChange[] {
  return step.one.filter((change): change is ImpossibleChange => !change.possible)
}

/** Shares are fractions of one; a change of them reads in percent like the value itself. */
export function moved(change: InputChange, words: Words): string {
  return `${measured(change.from, change, words)} → ${measured(change.to, change, words)}`
}

/** Whether two inputs together take less than the best one alone. */
export function pairIsShorter(step: GradeStep): boolean {
  const best = possible(step)[0]
  return step.two !== null && (best === undefined || step.two.share < (best.share ?? Infinity))
}
