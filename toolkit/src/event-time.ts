/** How far the clocks of functions may be apart, with room to spare. */
export const CLOCK_SKEW_MS = 60_000

/**
 * Throws for an event from the future: consumers keep only what is later than what they have, so it would make them deaf to all that follows.
 * It ends in the dead-letter queue, where operators see it.
 */
export function assertNotAhead(at: number, now: number): void {
  if (at > now + CLOCK_SKEW_MS) throw new Error(`An event says that it is of ${at}, which is after ${now}`)
}
