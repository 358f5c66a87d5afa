import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  FENCE_ID,
  FENCE_ITEMS,
  FENCED_RETRY_SECONDS,
  type FenceState,
  fencePartition,
  type JournalEntry,
  journalPartition,
} from '@tenantry/contracts/moves.ts'
import { ApiError } from './api-error.ts'
import type { System } from './system.ts'
import { type Item, TransactionCancelled } from './table-input.ts'
import { transact, type Write } from './transact.ts'

/** Where a tenant's writes are journaled while its data moves. */
export interface Journal {
  /** The name of the table of fences and journals. */
  table: string
  tenantId: string
}

/** What begins is refused as soon as the fence is closing; what ends something that was begun passes until the fence is raised. */
export type Stage = 'begins' | 'ends'

const PASSES: Record<Stage, readonly FenceState[]> = { begins: ['open'], ends: ['open', 'closing'] }

/** Writes of a tenant whose data moves: all or none, with the check of the fence and the entry of the journal in the same transaction. */
export async function transactJournaled(
  client: DynamoDBClient,
  journal: Journal,
  writes: Write[],
  { stage, system }: { stage: Stage; system: Pick<System, 'uuid' | 'random'> },
): Promise<void> {
  const changes = writes.flatMap(changeOf)
  try {
    // A conflict may be one of the fence's item, so each attempt draws another. They come last: reasons keep the places of the writes.
    await transact(client, () => {
      const n = Number.parseInt(system.random(2, '0123456789abcdef'), 16) % FENCE_ITEMS
      return [...writes, fenceCheck(journal, n, stage), entryOf(journal, n, changes, system.uuid())]
    })
  } catch (error) {
    if (!(error instanceof TransactionCancelled && error.failedAt(writes.length))) throw error
    throw error.reasons[writes.length]?.item?.state === 'moved' ? tenantMoved() : tenantMoving()
  }
}

function fenceCheck({ table, tenantId }: Journal, n: number, stage: Stage): Write {
  const passes = PASSES[stage]
  const values = Object.fromEntries(passes.map((state, index) => [`:passes${index}`, state]))
  return {
    kind: 'check',
    table,
    key: { partition: fencePartition(tenantId, n), id: FENCE_ID },
    condition: `#state IN (${Object.keys(values).join(', ')})`,
    names: { '#state': 'state' },
    values,
  }
}

function entryOf({ table, tenantId }: Journal, n: number, changes: JournalEntry['changes'], id: string): Write {
  const item: JournalEntry = { partition: journalPartition(tenantId, n), id, changes }
  return { kind: 'put', table, item: { ...item } }
}

/** What a write changes, as the journal names it; nothing for a check. */
function changeOf(write: Write): JournalEntry['changes'] {
  if (write.kind === 'check') return []
  return [{ table: write.table, key: keyIn(write.kind === 'put' ? write.item : write.key) }]
}

/** The attributes that tables of tenants have as keys, the pair that an item has first. */
const KEYS = [
  ['shardId', 'id'],
  ['partition', 'id'],
  ['tenantId', 'userId'],
  ['trail', 'entry'],
] as const

/** The key of an item, or of a write's key. */
function keyIn(item: Item): Record<string, string> {
  const pair = KEYS.find((names) => names.every((name) => typeof item[name] === 'string'))
  if (!pair) throw new Error(`Nothing tells the key of an item with ${Object.keys(item).join(', ')}`)
  return Object.fromEntries(pair.map((name) => [name, String(item[name])]))
}

/** A worker that meets a fence tries its message again after this time, and sends it on once it has heard of the move. */
const headers = { 'retry-after': String(FENCED_RETRY_SECONDS) }

/** The data is being moved, and nothing was written. */
export const tenantMoving = (): ApiError =>
  new ApiError(
    'TENANT_MOVING',
    'Your data is being moved to another place. Nothing was changed; try again in a moment.',
    { headers },
  )

/** The data is elsewhere, whatever a cache here says; nothing was written. */
const tenantMoved = (): ApiError =>
  new ApiError(
    'TENANT_MOVED',
    'Your data was moved to another place. Nothing was changed; look up your configuration, and try again there.',
    { headers },
  )
