const whole = new Intl.NumberFormat()
const short = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 })
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumSignificantDigits: 2 })
const bytes = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'byte',
  notation: 'compact',
  unitDisplay: 'narrow',
})

/** A unit stays on the line of its number. */
const NO_BREAK = '\u00a0'

/** A count, with separators. */
export const countText = (count: number): string => whole.format(count)

/** A figure of which three digits say enough. */
export const amountText = (amount: number): string => short.format(amount)

export const bytesText = (count: number): string => bytes.format(count)

/** A duration; a dash where nothing was measured. */
export function durationText(ms: number | null): string {
  if (ms === null) return '—'
  const [value, unit] = ms < 1000 ? [ms, 'ms'] : [ms / 1000, 's']
  return `${short.format(value)}${NO_BREAK}${unit}`
}

/** How often something happens: by the second, or by the minute where that is less than one. */
export function rateText(count: number, seconds: number): string {
  const rate = count / seconds
  return rate >= 1 || rate === 0 ? `${short.format(rate)} a second` : `${short.format(rate * 60)} a minute`
}

/** A part of a whole, for example errors of requests; a dash where there is no whole. */
export const shareText = (part: number, all: number): string => (all === 0 ? '—' : percent.format(part / all))

/** Part and share, for example `3 (1.5%)`. */
export const countWithShare = (part: number, all: number): string =>
  part === 0 ? '0' : `${whole.format(part)} (${shareText(part, all)})`
