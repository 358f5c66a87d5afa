import { USAGE_LIMIT } from '@tenantry/contracts/control-plane-api/usage-operations.ts'
import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import { DAY, HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import * as z from 'zod/mini'

/** Milliseconds since the epoch, from inclusive, to exclusive. */
export interface Span {
  from: number
  to: number
}

export const LENGTHS: Record<UsageInterval, number> = { minute: MINUTE, hour: HOUR, day: DAY }

/** How much of each can be asked for at once, and how much is meant where nobody says. */
const LONGEST: Record<UsageInterval, number> = { minute: DAY, hour: 31 * DAY, day: 400 * DAY }
const USUAL: Record<UsageInterval, number> = { minute: HOUR, hour: DAY, day: 30 * DAY }

interface Asked {
  from?: string | undefined
  to?: string | undefined
}

/** The span that a request for usage means; ApiError for one that ends before it begins, or is too long. */
export const usageSpan = (asked: Asked, by: UsageInterval, now: number): Span =>
  readSpan(asked, { longest: LONGEST[by], usual: USUAL[by], now })

export function readSpan(asked: Asked, { longest, usual, now }: { longest: number; usual: number; now: number }): Span {
  const to = asked.to === undefined ? undefined : Date.parse(asked.to)
  const from = asked.from === undefined ? (to ?? now) - usual : Date.parse(asked.from)
  // Where `from` alone is given, the span goes as far as it may, and not beyond what is.
  const span = { from, to: to ?? Math.min(now, from + longest) }
  if (span.to < from)
    throw invalid(asked.to === undefined ? 'from' : 'to', 'is before the begin, or the begin is still to come')
  if (span.to - from > longest) throw invalid('to', `is more than ${inWords(longest)} after the begin`)
  return span
}

const inWords = (ms: number): string => (ms >= DAY ? `${ms / DAY} days` : `${ms / HOUR} hours`)

const Limit = z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/, 'a whole number from 1 to 1000'))
export const readUsageLimit = (query: Record<string, string>): number =>
  query.limit === undefined ? USAGE_LIMIT : Number(parse(Limit, query.limit, 'limit'))

/** The begins of the intervals of a span. */
export function* stepsOf({ from, to }: Span, length: number): Generator<number> {
  for (let step = Math.ceil(from / length) * length; step < to; step += length) yield step
}
