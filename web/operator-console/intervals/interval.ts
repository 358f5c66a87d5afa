/** From inclusive, to exclusive: moments in UTC. */
export interface Interval {
  from: string
  to: string
}

const MINUTE_MS = 60_000

/** The interval that an address names; null where it names none that could be. */
export function readInterval(params: URLSearchParams): Interval | null {
  const [from, to] = ['from', 'to'].map((name) => Date.parse(params.get(name) ?? ''))
  if (from === undefined || to === undefined || !(from < to)) return null
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

/** The minutes before a moment, to the end of the minute that it is in. */
export function lastMinutes(minutes: number, now: Date): Interval {
  const to = Math.ceil(now.getTime() / MINUTE_MS) * MINUTE_MS
  return { from: new Date(to - minutes * MINUTE_MS).toISOString(), to: new Date(to).toISOString() }
}

/** The interval, or its last minutes where it is longer than can be asked for at once. */
export function endOf({ from, to }: Interval, longest: number): Interval {
  const earliest = Date.parse(to) - longest * MINUTE_MS
  return { from: new Date(Math.max(Date.parse(from), earliest)).toISOString(), to }
}

/** What lies around a moment and is not in the future, in whole minutes. */
export function around(at: string, { before, after }: { before: number; after: number }, now: Date): Interval {
  const moment = Math.floor(Date.parse(at) / MINUTE_MS)
  const present = Math.ceil(now.getTime() / MINUTE_MS)
  const to = Math.max(moment - before + 1, Math.min(present, moment + after))
  return {
    from: new Date((moment - before) * MINUTE_MS).toISOString(),
    to: new Date(to * MINUTE_MS).toISOString(),
  }
}

/** For people who compare it with an alarm or a log, which are in UTC. */
export function intervalText({ from, to }: Interval): string {
  const [fromDay, fromTime] = [from.slice(0, 10), from.slice(11, 16)]
  const [toDay, toTime] = [to.slice(0, 10), to.slice(11, 16)]
  return `${fromDay} ${fromTime} to ${toDay === fromDay ? '' : `${toDay} `}${toTime} UTC`
}
