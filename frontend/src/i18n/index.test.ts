import { describe, expect, it } from 'vitest'
import { en } from './en'
import { fill, lang, setLang, t, word } from './index'
import { zh } from './zh'

type Tree = { readonly [key: string]: string | Tree }
const leaves = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`)))
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()

describe('messages', () => {
  it('have the same places in both languages', () => {
    const english = Object.fromEntries(leaves(en as unknown as Tree))
    for (const [key, text] of leaves(zh as unknown as Tree)) expect(places(english[key] ?? ''), key).toEqual(places(text))
  })
  it('are never empty', () => {
    for (const [key, text] of [...leaves(zh as unknown as Tree), ...leaves(en as unknown as Tree)]) expect(text.trim(), key).not.toBe('')
  })
  it('fill their places and leave unknown ones', () => expect(fill('{a} / {b}', { a: 1 })).toBe('1 / {b}'))
  it('follow the language', () => {
    const page = { documentElement: { lang: '' } }
    Object.assign(globalThis, { document: page })
    setLang('en')
    expect([lang.value, page.documentElement.lang, t('filter.title')]).toEqual(['en', 'en', 'Filters'])
    setLang('zh')
    expect(t('filter.title')).toBe('筛选')
  })
  it('show an unknown code as it is', () => expect([word('mode', 'micro'), word('mode', 'new_mode'), word('mode', null)]).toEqual(['微改造', 'new_mode', '—']))
})
