import { BadUsage } from '../command/declare-command.ts'
import { readMoment } from '../command/moments.ts'

/** What commands about an interval take. */
export const SPAN_OPTIONS = {
  from: { value: 'TIME', help: 'since then: 10:05 (UTC), 30m (ago), 2026-11-29 or 2026-11-29T10:05Z' },
  to: { value: 'TIME', help: 'until then' },
} as const

/** The interval, as the API takes it: what is left out, it chooses. */
export function readSpan(values: { from: string | undefined; to: string | undefined }, now = Date.now()) {
  const at = (option: 'from' | 'to') => {
    const text = values[option]
    return text === undefined ? undefined : readMoment(option, text, now)
  }
  const span = { from: at('from'), to: at('to') }
  if (span.from !== undefined && span.to !== undefined && span.from >= span.to) {
    throw new BadUsage(`--from ${values.from} is not before --to ${values.to}.`)
  }
  return span
}
