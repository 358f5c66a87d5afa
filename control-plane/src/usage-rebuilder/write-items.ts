import type { Table } from '@tenantry/toolkit/table.ts'
import { type ComputedItem, keyOfItem } from './compute-hour.ts'

const WRITES_AT_ONCE = 16

/** No computation overwrites what a later one wrote. One that hears nothing of its own write may repeat it. */
const notLater = (generation: number) => ({
  condition: 'attribute_not_exists(generation) OR generation <= :generation',
  values: { ':generation': generation },
})

/**
 * Writes what changed of an hour: items by their keys, those without one are deleted. Throws ConditionFailed when a later computation wrote one of them.
 */
export async function writeItems(
  usage: Pick<Table, 'put' | 'delete'>,
  { changed, items, generation }: { changed: readonly string[]; items: Map<string, ComputedItem>; generation: number },
  assertHeld: () => void,
): Promise<void> {
  const left = changed.values()
  const work = async () => {
    for (const key of left) {
      assertHeld()
      const item = items.get(key)
      if (item) await usage.put({ ...item, generation }, notLater(generation))
      else await usage.delete(keyOfItem(key), notLater(generation))
    }
  }
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, work))
}
