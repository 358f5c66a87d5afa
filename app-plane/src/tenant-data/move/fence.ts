import { FENCE_ID, FENCE_ITEMS, fencePartition, journalPartition } from '@tenantry/contracts/moves.ts'
import type { Write } from '@tenantry/toolkit/table.ts'
import { writeInEpoch } from './epoch.ts'
import type { RunMoveOperation } from './move-data-services.ts'

const FENCE = Array.from({ length: FENCE_ITEMS }, (_, n) => n)
const PAGE = 90

/**
 * Sets each item of the fence by itself: whoever checks an item that is still as it was commits before that item changes. All at once would
 * conflict with every write that is under way.
 */
export const setFence: RunMoveOperation<'set-fence'> = async (services, { tenantId, epoch, state }) => {
  const { name: table } = await services.movesOf(tenantId)
  const writes = FENCE.map(
    (n): Write => ({ kind: 'put', table, item: { partition: fencePartition(tenantId, n), id: FENCE_ID, state } }),
  )
  await writeInEpoch(services, { tenantId, epoch }, writes, 1)
  return {}
}

/** Deletes journal and fence. */
export const endJournal: RunMoveOperation<'end-journal'> = async (services, { tenantId, epoch }) => {
  const moves = await services.movesOf(tenantId)
  const remove = (keys: { partition: string; id: unknown }[]) =>
    writeInEpoch(
      services,
      { tenantId, epoch },
      keys.map((key): Write => ({ kind: 'delete', table: moves.name, key })),
    )
  for (const n of FENCE) {
    const partition = journalPartition(tenantId, n)
    for (;;) {
      const { items } = await moves.query({
        key: '#partition = :partition',
        names: { '#partition': 'partition' },
        values: { ':partition': partition },
        limit: PAGE,
      })
      if (items.length === 0) break
      await remove(items.map(({ id }) => ({ partition, id })))
    }
  }
  await remove(FENCE.map((n) => ({ partition: fencePartition(tenantId, n), id: FENCE_ID })))
  return {}
}
