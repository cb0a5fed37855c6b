/** Typed messages: a key missing from one catalogue does not compile. */
import { computed, ref } from 'vue'
import { en } from './en'
import type { Words } from './words'
import { zh } from './zh'

type Keys<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string]

export type Messages = Words<typeof zh>
export type MessageKey = Keys<typeof zh>
export type Lang = 'zh' | 'en'

const catalogues: Record<Lang, Messages> = { zh, en }

export const lang = ref<Lang>('zh')
export const other = computed<Lang>(() => (lang.value === 'zh' ? 'en' : 'zh'))

function find(key: string): string | undefined {
  let node: unknown = catalogues[lang.value]
  for (const part of key.split('.')) node = (node as Record<string, unknown> | undefined)?.[part]
  return typeof node === 'string' ? node : undefined
}

export function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole))
}

export function t(key: MessageKey, params: Record<string, string | number> = {}): string {
  return fill(find(key) ?? key, params)
}

/** The word for a code that came from the server, or the code itself. */
export function word(group: keyof Messages, code: string | null | undefined): string {
  if (code === null || code === undefined || code === '') return '—'
  return find(`${group}.${code}`) ?? code
}

export function setLang(next: Lang): void {
  lang.value = next
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}
