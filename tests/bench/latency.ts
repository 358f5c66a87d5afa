import { round } from './processor.ts'

export interface Latency {
  count: number
  /** Milliseconds. */
  p50: number
  p99: number
}

export function latency(milliseconds: number[]): Latency {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  return { count: sorted.length, p50: round(quantile(sorted, 0.5)), p99: round(quantile(sorted, 0.99)) }
}

export const median = (values: number[]): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  )

/** The smallest value that so large a part of all does not exceed. */
function quantile(sorted: number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN
}

/** Calls one after the other, and gives the milliseconds of each. */
export async function timed(count: number, call: (index: number) => Promise<unknown>): Promise<number[]> {
  const milliseconds: number[] = []
  for (let index = 0; index < count; index++) {
    const began = performance.now()
    await call(index)
    milliseconds.push(performance.now() - began)
  }
  return milliseconds
}

/** Calls in so many loops at once; gives the calls per second. */
export async function perSecond(
  count: number,
  loops: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  let index = 0
  const began = performance.now()
  const loop = async () => {
    while (index < count) await call(index++)
  }
  await Promise.all(Array.from({ length: loops }, loop))
  return round((count / (performance.now() - began)) * 1000, 1)
}
