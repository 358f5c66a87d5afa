export const HOUR_MS = 3_600_000

/** A month of UTC, which a bill is for. */
export interface Month {
  /** `2026-11` */
  name: string
  /** Milliseconds since the epoch. */
  from: number
  to: number
  hours: number
}

export function monthOf(time: number): Month {
  const date = new Date(time)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const [from, to] = [Date.UTC(year, month), Date.UTC(year, month + 1)]
  return { name: date.toISOString().slice(0, 7), from, to, hours: (to - from) / HOUR_MS }
}
