/** Stored units (m², 元, fractions) to the ones an official reads (亩, 万元, %). */

export const SQUARE_METERS_PER_MU = 10000 / 15
export const MISSING = '—'

type Maybe = number | null | undefined

function known(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

const formatters = new Map<number, Intl.NumberFormat>()

export function decimal(value: Maybe, digits = 0): string {
  if (!known(value)) return MISSING
  let formatter = formatters.get(digits)
  if (!formatter) {
    formatter = new Intl.NumberFormat('en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    })
    formatters.set(digits, formatter)
  }
  return formatter.format(value)
}

export function toMu(squareMeters: Maybe): number | null {
  return known(squareMeters) ? squareMeters / SQUARE_METERS_PER_MU : null
}

export function mu(squareMeters: Maybe, digits = 1): string {
  return decimal(toMu(squareMeters), digits)
}

export function percent(fraction: Maybe, digits = 0): string {
  return known(fraction) ? `${decimal(fraction * 100, digits)}%` : MISSING
}

/** A figure with as many digits as its size needs: 5.58, 62.3, 1,204. */
export function figure(value: Maybe): string {
  if (!known(value)) return MISSING
  const size = Math.abs(value)
  if (Number.isInteger(value)) return decimal(value)
  return decimal(value, size < 1 ? 2 : size < 10 ? 2 : size < 100 ? 1 : 0)
}

/** 元 as 万元 or 亿元, whichever reads shorter. */
export function money(yuan: Maybe): { value: string; unit: 'wan' | 'yi' } {
  if (!known(yuan)) return { value: MISSING, unit: 'wan' }
  return Math.abs(yuan) >= 1e8
    ? { value: decimal(yuan / 1e8, 2), unit: 'yi' }
    : { value: decimal(yuan / 1e4), unit: 'wan' }
}

/** Square meters as m² or 万 m². */
export function floorArea(squareMeters: Maybe): { value: string; unit: 'm2' | 'wan_m2' } {
  if (!known(squareMeters)) return { value: MISSING, unit: 'm2' }
  return Math.abs(squareMeters) >= 10000
    ? { value: decimal(squareMeters / 10000, 2), unit: 'wan_m2' }
    : { value: decimal(squareMeters), unit: 'm2' }
}

export function distance(meters: Maybe): string {
  if (!known(meters)) return MISSING
  return meters < 1000 ? `${decimal(meters)} m` : `${decimal(meters / 1000, 1)} km`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}

export function dateTime(iso: string | null | undefined): string {
  if (!iso) return MISSING
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return iso
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export function fileSize(bytes: Maybe): string {
  if (!known(bytes)) return MISSING
  return bytes < 1024 * 1024 ? `${decimal(bytes / 1024)} KB` : `${decimal(bytes / 1024 / 1024, 1)} MB`
}
