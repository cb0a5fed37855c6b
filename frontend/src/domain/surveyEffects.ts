/** What a commit would change (预览影响), in the order in which it is read. */
import type { Effects, Movement, ParkChange, ParkState } from '../api/surveyTypes'

const GRADES = ['A', 'B', 'C', 'D']

/** Up, down, or neither: grades in their order; anything from or to nothing is neither. */
export function direction(move: { from: string | null; to: string | null }): 'up' | 'down' | 'other' {
  const [from, to] = [GRADES.indexOf(move.from ?? ''), GRADES.indexOf(move.to ?? '')]
  if (from < 0 || to < 0 || from === to) return 'other'
  return to < from ? 'up' : 'down'
}

/** The greatest moves first. */
export function ordered(moves: readonly Movement[] | undefined): Movement[] {
  return [...(moves ?? [])].filter((move) => move.count > 0).sort((one, other) => other.count - one.count)
}

export const moved = (moves: readonly Movement[] | undefined): number => ordered(moves).reduce((sum, move) => sum + move.count, 0)

export type Compared = keyof ParkState
export const COMPARED: readonly Compared[] = ['grade', 'mode', 'rank', 'far', 'area_m2', 'procedure_share']

export function differs(change: ParkChange, what: Compared): boolean {
  return (change.before?.[what] ?? null) !== (change.after?.[what] ?? null)
}

/** Computed before the inventory moved on. */
export function isStale(effects: Effects, revision: number): boolean {
  return effects.state === 'done' && effects.revision !== undefined && effects.revision !== revision
}
