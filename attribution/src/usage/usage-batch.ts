import { METRICS } from '../metrics.ts'
import { KEY_WORDS, writeKey } from './record-key.ts'
import { MAIN, type UsageRecord } from './usage-record.ts'

const SIZE = 2048

/**
 * Records that were read and are to be counted, side by side: they can be handed to another thread, and be counted table after table. The
 * tables are far larger than the processor's cache; in a short loop it fetches what several records need at the same time.
 */
export interface UsageBatch {
  count: number
  /** Where each record stands in its file. */
  lines: Float64Array
  /** The number of its tenant, from 1, or `PLATFORM`. */
  tenants: Int32Array
  times: Float64Array
  /** `KEY_WORDS` for each. */
  keys: Uint32Array
  /** The main limbs, a number for each metric. */
  numbers: Float64Array
  /** All limbs of those few records that need more. */
  wide: { index: number; limbs: Float64Array }[]
}

/** Memory for some records. */
export const makeBatch = (): UsageBatch => ({
  count: 0,
  lines: new Float64Array(SIZE),
  tenants: new Int32Array(SIZE),
  times: new Float64Array(SIZE),
  keys: new Uint32Array(SIZE * KEY_WORDS),
  numbers: new Float64Array(SIZE * METRICS.length),
  wide: [],
})

/** The same memory for other records. */
export const emptied = (batch: UsageBatch): UsageBatch => Object.assign(batch, { count: 0, wide: [] })

/** The memory of a batch, which goes to another thread with it. */
export const buffersOf = ({ lines, tenants, times, keys, numbers }: UsageBatch): ArrayBuffer[] =>
  [lines, tenants, times, keys, numbers].map(({ buffer }) => buffer as ArrayBuffer)

export const isFull = ({ count, lines }: UsageBatch): boolean => count === lines.length

export function addRecord(batch: UsageBatch, record: UsageRecord, line: number, tenant: number, source: number): void {
  const index = batch.count++
  batch.lines[index] = line
  batch.tenants[index] = tenant
  batch.times[index] = record.time
  writeKey(record, source, tenant, batch.keys, index * KEY_WORDS)
  const [from, to] = [MAIN * METRICS.length, index * METRICS.length]
  for (let metric = 0; metric < METRICS.length; metric++) batch.numbers[to + metric] = record.limbs[from + metric] ?? 0
  if (record.isWide) batch.wide.push({ index, limbs: record.limbs.slice() })
}
