/** Pairwise judgements (两两比较) on Saaty's scale, as steps from −8 (the column nine times) to 8 (the row nine times). */
import type { Judgements, Matrix } from '../api/assessmentTypes'

export interface Pair {
  row: number
  column: number
  step: number
}

export function stepOf(value: number): number {
  return value >= 1 ? Math.round(value) - 1 : 1 - Math.round(1 / value)
}

export function valueOf(step: number): number {
  const limited = Math.min(Math.max(Math.round(step), -8), 8)
  return limited >= 0 ? limited + 1 : 1 / (1 - limited)
}

/** Every pair above the diagonal once. */
export function pairsOf(matrix: Matrix): Pair[] {
  return matrix.flatMap((values, row) =>
    values.flatMap((value, column) => (column > row ? [{ row, column, step: stepOf(value) }] : [])))
}

/** The matrix with one judgement changed, and its reciprocal with it. */
export function judged(matrix: Matrix, row: number, column: number, step: number): Matrix {
  const value = valueOf(step)
  return matrix.map((values, at) =>
    values.map((old, over) => (at === row && over === column ? value : at === column && over === row ? 1 / value : old)))
}

export function withMatrix(judgements: Judgements, group: string | null, matrix: Matrix): Judgements {
  return group === null
    ? { ...judgements, groups: matrix }
    : { ...judgements, within: { ...judgements.within, [group]: matrix } }
}

export function matrixOf(judgements: Judgements, group: string | null): Matrix {
  return group === null ? judgements.groups : (judgements.within[group] ?? [[1]])
}
