import { describe, expect, it } from 'vitest'
import { dateTime, decimal, distance, figure, fileSize, floorArea, money, mu, percent, toMu } from './units'

describe('units', () => {
  it('shows 亩: 1 ha is 15 mu', () => {
    expect(toMu(10000)).toBeCloseTo(15)
    expect(mu(96271)).toBe('144.4')
    expect(mu(null)).toBe('—')
  })
  it('groups thousands and keeps the digits asked for', () => {
    expect(decimal(2705)).toBe('2,705')
    expect(decimal(0.474, 2)).toBe('0.47')
    expect(decimal(Number.NaN)).toBe('—')
  })
  it('gives a figure the digits its size needs', () => {
    expect([5.584, 62.34, 1204.2, 3, 0.038].map(figure)).toEqual(['5.58', '62.3', '1,204', '3', '0.04'])
  })
  it('keeps a negative figure negative', () => expect(figure(-12.34)).toBe('-12.3'))
  it('shows shares as per cent', () => expect([percent(0.275), percent(1), percent(null)]).toEqual(['28%', '100%', '—']))
  it('turns 元 into 万元 or 亿元', () => {
    expect(money(6043400)).toEqual({ value: '604', unit: 'wan' })
    expect(money(144397100)).toEqual({ value: '1.44', unit: 'yi' })
    expect(money(undefined).value).toBe('—')
  })
  it('turns m² into 万 m² from 10,000 on', () => {
    expect(floorArea(8882)).toEqual({ value: '8,882', unit: 'm2' })
    expect(floorArea(25365)).toEqual({ value: '2.54', unit: 'wan_m2' })
  })
  it('shows distances and sizes', () => {
    expect([distance(531), distance(5140), distance(null)]).toEqual(['531 m', '5.1 km', '—'])
    expect([fileSize(2048), fileSize(3 * 1024 * 1024)]).toEqual(['2 KB', '3.0 MB'])
  })
  it('shows local time, and leaves what is no time as it is', () => {
    expect(dateTime(new Date(2026, 10, 3, 9, 5).toISOString())).toBe('2026-11-03 09:05')
    expect(dateTime('soon')).toBe('soon')
    expect(dateTime(null)).toBe('—')
  })
})
