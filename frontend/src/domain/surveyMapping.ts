/** The mapping screen (字段与坐标): what the clerk answers about columns, units, coordinates and encoding. */
import type { Answers, ColumnMatch, CrsCandidate, EncodingName, Reply, ShiftName, Survey, SurveyField } from '../api/surveyTypes'

const HEADER = 200
/** Issues that this screen answers. */
const ASKED = new Set([
  'columns.no-parcel-code', 'required.no-column', 'crs.shift-suspected', 'unit.contradiction', 'unit.unknown', 'unit.unclear',
])

export interface Draft {
  columns: Record<string, string | null>
  units: Record<string, string>
  epsg: number | null
  shift: ShiftName | null
  encoding: EncodingName | null
}

export function draftOf(survey: Survey): Draft {
  const mapping = survey.mapping ?? []
  const units = mapping.filter((each) => each.unit).map((each) => [each.column, each.unit as string])
  return {
    columns: Object.fromEntries(mapping.map((each) => [each.column, each.field])),
    units: { ...Object.fromEntries(units), ...survey.answers?.units },
    epsg: survey.answers?.epsg ?? null,
    shift: survey.answers?.shift ?? null,
    encoding: survey.answers?.encoding ?? null,
  }
}

/** A near name that is not used until it is confirmed. */
export function isSuggested(match: ColumnMatch): boolean {
  return match.how === 'suggestion' && Boolean(match.suggestion)
}

/** How many things of this screen wait for an answer. */
export function questionsOf(survey: Survey): number {
  const kinds = (survey.issues_by_code ?? []).filter((kind) => ASKED.has(kind.code)).length
  const doubt = survey.reading?.encoding?.doubt && !survey.answers?.encoding ? 1 : 0
  return kinds + doubt + (survey.mapping ?? []).filter(isSuggested).length
}

/** Fields that more than one column is to fill. */
export function duplicated(columns: Draft['columns']): Set<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const field of Object.values(columns)) {
    if (field && seen.has(field)) twice.add(field)
    if (field) seen.add(field)
  }
  return twice
}

/** The draft with every suggestion taken whose field is still free. */
export function withSuggestions(draft: Draft, mapping: readonly ColumnMatch[]): Draft {
  const columns = { ...draft.columns }
  const taken = new Set(Object.values(columns))
  for (const match of mapping) {
    if (!isSuggested(match) || columns[match.column] || taken.has(match.suggestion as string)) continue
    columns[match.column] = match.suggestion as string
    taken.add(match.suggestion as string)
  }
  return { ...draft, columns }
}

function same(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => (one[key] ?? null) === (other[key] ?? null))
}

/** A longer header cannot be named in an answer. */
const nameable = (column: string): boolean => column.length <= HEADER

/** What of the draft is news to the server; columns and units are given whole, and null where nothing is. */
export function replyOf(draft: Draft, survey: Survey, fields: readonly SurveyField[]): Reply | null {
  const before = draftOf(survey)
  const reply: Reply = {}
  const areas = new Set(fields.filter((field) => field.kind === 'area').map((field) => field.name))
  if (!same(draft.columns, before.columns) || !same(draft.units, before.units)) {
    reply.columns = Object.fromEntries(Object.entries(draft.columns).filter(([column]) => nameable(column)))
    reply.units = Object.fromEntries(
      Object.entries(draft.units).filter(([column, unit]) => unit && nameable(column) && areas.has(draft.columns[column] ?? '')),
    )
  }
  if (draft.epsg !== null && draft.epsg !== before.epsg) reply.epsg = draft.epsg
  if (draft.shift !== null && draft.shift !== before.shift) reply.shift = draft.shift
  if (draft.encoding !== null && draft.encoding !== before.encoding) reply.encoding = draft.encoding
  return Object.keys(reply).length ? reply : null
}

/** One entry a system, the one that places most rows inside the city first. */
export function systemsToChoose(candidates: readonly CrsCandidate[]): CrsCandidate[] {
  const best = new Map<number, CrsCandidate>()
  for (const each of candidates) if (each.share > (best.get(each.epsg)?.share ?? -1)) best.set(each.epsg, each)
  return [...best.values()].sort((one, other) => other.share - one.share)
}

/** The same text read both ways, by encoding. */
export function readBothWays(encoding: { name?: string; sample?: string; otherwise?: string }): { name: EncodingName; text: string }[] {
  const read: EncodingName = /utf/i.test(encoding.name ?? '') ? 'utf-8' : 'gb18030'
  const other: EncodingName = read === 'utf-8' ? 'gb18030' : 'utf-8'
  return [{ name: read, text: encoding.sample ?? '' }, { name: other, text: encoding.otherwise ?? '' }]
}

/** How much was answered, for the receipt and the commit. */
export function answersCounted(answers: Answers | undefined): { what: 'columns' | 'units' | 'cells' | 'clipped' | 'left_out' | 'overridden'; count: number }[] {
  const said = answers ?? {}
  const cells = Object.values(said.cells ?? {}).reduce((sum, row) => sum + Object.keys(row).length, 0)
  const counts = [
    { what: 'columns', count: Object.keys(said.columns ?? {}).length },
    { what: 'units', count: Object.keys(said.units ?? {}).length },
    { what: 'cells', count: cells },
    { what: 'clipped', count: said.clipped?.length ?? 0 },
    { what: 'left_out', count: said.left_out?.length ?? 0 },
    { what: 'overridden', count: Object.keys(said.overridden ?? {}).length },
  ] as const
  return counts.filter((each) => each.count > 0)
}
