/** Lists with legal effect, as an official reads them. */
import type { ListEffect, ListInput } from '../api/assessmentTypes'
import { decimal, figure, MISSING } from './units'

export function effectText(effect: ListEffect, lang: 'zh' | 'en'): string {
  if (effect.computable === false) return `${effect[lang]}${lang === 'zh' ? '（缺价款，不可计算）' : ' (price unknown: not computable)'}`
  return effect.amount === null || effect.amount === undefined
    ? effect[lang]
    : `${effect[lang]} ${decimal(effect.amount, 2)} ${effect.amount_unit ?? ''}`.trim()
}

export function inputText(input: Pick<ListInput, 'value' | 'value_zh' | 'value_en' | 'unit' | 'unit_en'>, lang: 'zh' | 'en', words: { yes: string; no: string }): string {
  const said = lang === 'zh' ? input.value_zh : input.value_en
  if (said) return said
  if (input.value === null) return MISSING
  if (typeof input.value === 'boolean') return input.value ? words.yes : words.no
  const unit = lang === 'zh' ? input.unit : input.unit_en
  if (typeof input.value === 'number') return `${unit === '年' && input.value > 1900 ? input.value : figure(input.value)} ${unit}`.trim()
  return input.value
}
