const whole = new Intl.NumberFormat()
const large = new Intl.NumberFormat(undefined, { notation: 'compact', compactDisplay: 'long' })

/** What a tenant may ask of the API, in words. */
export const limitsText = ({ rate, burst, quota }: { rate: number; burst: number; quota: number }): string[] => [
  `${whole.format(rate)} a second`,
  `${whole.format(burst)} at once`,
  `${large.format(quota)} a month`,
]
