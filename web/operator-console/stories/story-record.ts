import { UsageLine } from '@tenantry/contracts/usage.ts'
import * as z from 'zod/mini'
import type { Story } from '../models.ts'

export type Line = Story['lines'][number]

/** What of a usage line a story shows. The ids, and what all lines have, are not among the fields of a line. */
const Shown = z.pick(UsageLine, { operation: true, status: true, durationMs: true, readUnits: true, writeUnits: true })

/** A piece of work that was done for a request, as its usage line says. */
export interface WorkRecord extends z.infer<typeof Shown> {
  /** When it ended. */
  time: string
  function: string
}

/** The usage lines among the lines of a story. */
export const recordsOf = (lines: readonly Line[]): WorkRecord[] =>
  lines.flatMap(({ time, function: name, fields }) => {
    const { data } = z.safeParse(Shown, fields)
    return data ? [{ ...data, time, function: name }] : []
  })

/** From the begin of the first work, or the first line, to the last line; null where there is none. */
export function spanOf(lines: readonly Line[]): { begin: string; ms: number } | null {
  const times = lines.map(({ time }) => Date.parse(time))
  const begins = recordsOf(lines).map(({ time, durationMs }) => Date.parse(time) - durationMs)
  const begin = Math.floor(Math.min(...times, ...begins))
  return times.length === 0 ? null : { begin: new Date(begin).toISOString(), ms: Math.max(...times) - begin }
}
