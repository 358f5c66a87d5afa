import { DDSketch } from '@datadog/sketches-js'
import * as z from 'zod/mini'

/** From so many values on, latencies are kept as a sketch. */
const SKETCHED_FROM = 20
/** Relative error of a sketch's percentiles. Tests hold it to twice as much: neighbours of a percentile may differ by that. */
const RELATIVE_ACCURACY = 0.01

/**
 * Latencies in milliseconds: the values themselves in ascending order while they are few, then a DDSketch: how many values are zero, and pairs of a bin and
 * how many values are in it, a bin as its distance to the one before. It depends on nothing but the values, in whatever order and parts they came.
 */
export const Latency = z.union([z.array(z.number()), z.object({ zeros: z.int(), bins: z.array(z.int()) })])
export type Latency = z.infer<typeof Latency>
type Bins = Exclude<Latency, number[]>

const newSketch = () => new DDSketch({ relativeAccuracy: RELATIVE_ACCURACY })
type Sketch = ReturnType<typeof newSketch>

export const latencyOf = (values: readonly number[]): Latency =>
  values.length < SKETCHED_FROM ? values.toSorted((a, b) => a - b) : encode(sketchOf(values))

export function mergeLatencies(parts: readonly Latency[]): Latency {
  const raw = parts.flatMap((part) => (Array.isArray(part) ? part : []))
  if (raw.length < SKETCHED_FROM && parts.every(Array.isArray)) return latencyOf(raw)
  return encode(mergedSketch(parts))
}

/** Milliseconds of what was measured in addition, each to the accuracy of a sketch where there are many. */
export function addedLatencies(before: readonly Latency[], after: readonly Latency[]): number[] {
  const [old, now] = [mergeLatencies(before), mergeLatencies(after)]
  const isRaw = Array.isArray(old) && Array.isArray(now)
  const [left, all] = isRaw ? [tally(old), tally(now)] : [binsOf(old), binsOf(now)]
  return [...all].flatMap(([value, count]) => Array<number>(Math.max(0, count - (left.get(value) ?? 0))).fill(value))
}

/** How many values are larger than one, to the accuracy of a sketch where there are many. */
export function exceeds(latency: Latency, ms: number): number {
  if (Array.isArray(latency)) return latency.filter((value) => value > ms).length
  return [...binsOf(latency)].reduce((count, [value, times]) => count + (value > ms ? times : 0), 0)
}

/** p50, p95 and p99 in milliseconds; null where nothing was measured. */
export function percentilesOf(parts: readonly Latency[]): Record<'p50Ms' | 'p95Ms' | 'p99Ms', number | null> {
  const at = quantilesOf(parts)
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) }
}

function quantilesOf(parts: readonly Latency[]): (quantile: number) => number | null {
  const merged = mergeLatencies(parts)
  if (Array.isArray(merged)) return (quantile) => rounded(merged[Math.floor(quantile * (merged.length - 1))])
  const sketch = decode(merged)
  return (quantile) => rounded(sketch.getValueAtQuantile(quantile))
}

/** To a microsecond. */
const rounded = (ms: number | undefined): number | null => (ms === undefined ? null : Math.round(ms * 1_000) / 1_000)

function tally(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** How many values there are, by the value that stands for a bin. */
function binsOf(latency: Latency): Map<number, number> {
  const { zeros, bins } = Array.isArray(latency) ? encode(sketchOf(latency)) : latency
  const counts = new Map(zeros > 0 ? [[0, zeros]] : [])
  const { mapping } = newSketch()
  let key = 0
  for (let n = 0; n < bins.length; n += 2) {
    key += bins[n] ?? 0
    counts.set(mapping.value(key), bins[n + 1] ?? 0)
  }
  return counts
}

function sketchOf(values: readonly number[], sketch = newSketch()): Sketch {
  for (const value of values) sketch.accept(value)
  return sketch
}

function mergedSketch(parts: readonly Latency[]): Sketch {
  const merged = newSketch()
  for (const part of parts) {
    if (Array.isArray(part)) sketchOf(part, merged)
    else addBins(merged, part)
  }
  return merged
}

const decode = (latency: Bins): Sketch => addBins(newSketch(), latency)

/** The value that stands for a bin lies in it, so it finds its bin again. */
function addBins(sketch: Sketch, { zeros, bins }: Bins): Sketch {
  if (zeros > 0) sketch.accept(0, zeros)
  let key = 0
  for (let n = 0; n < bins.length; n += 2) {
    key += bins[n] ?? 0
    sketch.accept(sketch.mapping.value(key), bins[n + 1] ?? 0)
  }
  return sketch
}

function encode({ store, zeroCount }: Sketch): Bins {
  const bins: number[] = []
  let last = 0
  store.bins.forEach((count, n) => {
    if (count === 0) return
    const key = n + store.offset
    bins.push(key - last, count)
    last = key
  })
  return { zeros: zeroCount, bins }
}
