import { epochKey } from '@tenantry/contracts/moves.ts'
import { itemBytes } from '@tenantry/toolkit/item-size.ts'
import { MAX_WRITES, TransactionCancelled, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { MoveDataServices, RunMoveOperation } from './move-data-services.ts'

/** A transaction takes 4 MB. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MAX_BYTES = 3_000_000
const Epoch = z.object({ epoch: z.int() })

/** Other work on this data has begun since: what this one still writes may be out of date. */
export class TakenOver extends Error {
  override name = 'TakenOver'
}

export const beginWork: RunMoveOperation<'begin-work'> = async ({ movesOf }, { tenantId }) => {
  const moves = await movesOf(tenantId)
  const after = await moves.update(epochKey(tenantId), { update: 'ADD epoch :one', values: { ':one': 1 } })
  return { epoch: z.parse(Epoch, after).epoch }
}

/**
 * Writes in as many transactions as it takes, of so many writes each. Each holds that no other work has begun, so a call that is late writes
 * nothing over what a later one has written; then it throws TakenOver.
 */
export async function writeInEpoch(
  { movesOf, transact }: Pick<MoveDataServices, 'movesOf' | 'transact'>,
  { tenantId, epoch }: { tenantId: string; epoch: number },
  writes: Write[],
  atOnce = MAX_WRITES - 1,
): Promise<void> {
  const check: Write = {
    kind: 'check',
    table: (await movesOf(tenantId)).name,
    key: epochKey(tenantId),
    condition: 'epoch = :epoch',
    values: { ':epoch': epoch },
  }
  for (const part of partsOf(writes, atOnce)) {
    try {
      await transact(tenantId, [check, ...part])
    } catch (error) {
      if (error instanceof TransactionCancelled && error.failedAt(0)) throw new TakenOver('Other work has begun')
      throw error
    }
  }
}

/** As many writes as fit into a transaction each, beside the check. */
function partsOf(writes: Write[], atOnce: number): Write[][] {
  const parts: Write[][] = []
  let bytes = 0
  for (const write of writes) {
    const size = write.kind === 'put' ? itemBytes(write.item) : 0
    const last = parts.at(-1)
    if (last && last.length < atOnce && bytes + size <= MAX_BYTES) {
      last.push(write)
      bytes += size
    } else {
      parts.push([write])
      bytes = size
    }
  }
  return parts
}
