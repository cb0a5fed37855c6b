import { describe, expect, it } from 'vitest'
import { effectText, inputText } from './lists'

const word = (code: string) => ({ code, zh: code, en: code })
const words = { yes: '是', no: '否' }

describe('lists', () => {
  it('say the amount of an effect, or that it cannot be computed', () => {
    expect(effectText({ ...word('闲置费'), amount: 13.56, amount_unit: '万元', computable: true }, 'zh')).toBe('闲置费 13.56 万元')
    expect(effectText({ ...word('闲置费'), amount: null, computable: false }, 'zh')).toContain('不可计算')
    expect(effectText({ ...word('公示'), amount: null, computable: null }, 'zh')).toBe('公示')
  })
  it('write inputs with their unit, and years without separators', () => {
    const plain = { value_zh: null, value_en: null, unit: '万元', unit_en: '10k yuan' }
    expect(inputText({ ...plain, value: 67.8 }, 'zh', words)).toBe('67.8 万元')
    expect(inputText({ ...plain, value: null }, 'zh', words)).toBe('—')
    expect(inputText({ ...plain, value: false }, 'zh', words)).toBe('否')
    expect(inputText({ ...plain, value: 2015, unit: '年' }, 'zh', words)).toBe('2015 年')
    expect(inputText({ ...plain, value: 'state', value_zh: '国有' }, 'zh', words)).toBe('国有')
  })
})
