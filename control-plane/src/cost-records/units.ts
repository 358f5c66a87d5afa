import { DAY } from '@tenantry/metering/hours.ts'

/**
 * What a run attributes: the lines of the bill that begin and end within one UTC day (`2026-11-29`), or those that begin in a month and last longer than a day
 * (`2026-11`): tax, support and fees, which are known when what they are shared by is.
 */
export type Unit = string

export const isDay = (unit: Unit): boolean => unit.length === 10

/** Milliseconds, from inclusive, to exclusive. */
export interface Span {
  from: number
  to: number
}

export function spanOf(unit: Unit): Span {
  const from = Date.parse(isDay(unit) ? unit : `${unit}-01`)
  return { from, to: isDay(unit) ? from + DAY : monthAfter(from) }
}

export const dayText = (time: number): string => new Date(time).toISOString().slice(0, 10)
export const monthText = (time: number): string => new Date(time).toISOString().slice(0, 7)
export const hourText = (time: number): string => new Date(time).toISOString().slice(0, 13)
export const timeOfHour = (text: string): number => Date.parse(`${text}:00:00.000Z`)

export const startOfDay = (time: number): number => Math.floor(time / DAY) * DAY
export function startOfMonth(time: number): number {
  const date = new Date(time)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}
export function monthAfter(time: number, months = 1): number {
  const date = new Date(time)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months)
}
