/** Milliseconds. */
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * How far apart lines of one piece of work may be: Lambda's longest invocation. An hour is computed from all lines from so long before it until so
 * long after it, and the same line then counts in the same hour whichever is computed.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MARGIN = 15 * MINUTE

/** The start of the hour that a moment is in. */
export const hourOf = (time: number): number => Math.floor(time / HOUR) * HOUR

/** The hours that a line of this time is read for. */
export function hoursNear(time: number): number[] {
  const [first, last] = [hourOf(time - MARGIN), hourOf(time + MARGIN)]
  return first === last ? [first] : [first, last]
}

export const isNear = (hour: number, time: number): boolean => time >= hour - MARGIN && time < hour + HOUR + MARGIN
