import { METRICS } from '../metrics.ts'
import { KEY_WORDS } from './record-key.ts'
import type { SeenRecords } from './seen-records.ts'
import type { UsageBatch } from './usage-batch.ts'
import { LIMBS, MAIN } from './usage-record.ts'
import type { UsageSums } from './usage-sums.ts'

const [NOT_COUNTED, COUNTED] = [-1, 0]

/** Counts records, each once, and answers the lines of those that contradict another with their source and id. */
export function countBatch(batch: UsageBatch, seen: SeenRecords, sums: UsageSums): number[] {
  const { count, lines, tenants, times, keys, numbers, wide } = batch
  const rows = new Int32Array(count)
  const conflicts: number[] = []
  for (let index = 0; index < count; index++) {
    const known = seen.add(keys, index * KEY_WORDS)
    rows[index] = known === 'new' ? COUNTED : NOT_COUNTED
    if (known === 'conflict') conflicts.push(lines[index] ?? 0)
  }
  for (let index = 0; index < count; index++) {
    if (rows[index] === COUNTED) rows[index] = sums.rowOf(tenants[index] ?? 0, times[index] ?? 0)
  }
  for (const { index, limbs } of wide) {
    const row = rows[index] ?? NOT_COUNTED
    for (let limb = 0; limb < LIMBS && row >= 0; limb++) {
      if (limb !== MAIN) sums.add(row, limb, limbs, limb * METRICS.length)
    }
  }
  for (let index = 0; index < count; index++) {
    const row = rows[index] ?? NOT_COUNTED
    if (row >= 0) sums.add(row, MAIN, numbers, index * METRICS.length)
  }
  return conflicts
}
