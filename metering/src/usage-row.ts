import { UsageSums } from '@tenantry/contracts/usage.ts'
import * as z from 'zod/mini'
import { Latency, mergeLatencies } from './latency.ts'
import { addSums, noSums, SUM_NAMES } from './sums.ts'

/** What an operation of a service used in an interval, for one tenant. */
export const UsageRow = z.object({
  service: z.string(),
  operation: z.string(),
  ...UsageSums.shape,
  latency: Latency,
})
export type UsageRow = z.infer<typeof UsageRow>

/** Rows of the same operation as one; sorted by service and operation. */
export function mergeRows(rows: Iterable<UsageRow>): UsageRow[] {
  const groups = new Map<string, UsageRow[]>()
  for (const row of rows) {
    const key = `${row.service} ${row.operation}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups.values()].map(mergeGroup).sort(byOperation)
}

function mergeGroup(rows: UsageRow[]): UsageRow {
  const [first] = rows
  if (!first) throw new RangeError('A group has a row')
  if (rows.length === 1) return first
  const sums = noSums()
  for (const row of rows) addSums(sums, row)
  const { service, operation } = first
  return { service, operation, ...sums, latency: mergeLatencies(rows.map(({ latency }) => latency)) }
}

type Named = Pick<UsageRow, 'service' | 'operation'>
export const byOperation = (one: Named, other: Named): number =>
  compare(one.service, other.service) || compare(one.operation, other.operation)

/** By code units: the same on every machine. */
export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** A row's sums, without anything else. */
export function sumsOf(row: UsageSums): UsageSums {
  const sums = noSums()
  for (const name of SUM_NAMES) sums[name] = row[name]
  return sums
}
