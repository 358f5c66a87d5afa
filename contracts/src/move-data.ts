import * as z from 'zod/mini'
import { Page, Paged } from './data-cursor.ts'
import { Deployment } from './deployment.ts'
import { TenantId } from './ids.ts'
import { FenceState } from './moves.ts'

// What a move asks of a tenant's data in the two places: reading and journal in the one, writing in the other. It concerns the stores that
// move: those of entities, the answers to idempotency keys, and what services have yet to report. People stay where they are.

const Item = z.record(z.string(), z.unknown())
const Key = z.record(z.string(), z.string())

/** An item as it is at present; null when it is gone. */
const Present = z.object({ store: z.string(), key: Key, item: z.nullable(Item) })
export type Present = z.infer<typeof Present>

/** What the place knows of the tenant: what its people and workers are told. */
const look = {
  request: z.object({ operation: z.literal('look'), tenantId: TenantId }),
  answer: z.object({
    /** Null when it knows no such tenant. */
    entry: z.nullable(z.object({ deployment: Deployment, journaled: z.boolean(), sequence: z.int() })),
    /** Seconds after which nobody works by what an entry said before. */
    settleSeconds: z.int(),
  }),
}

/**
 * Begins work on a place. Whatever is written there in the course of a move says its epoch: what was begun before writes nothing any more, so a call
 * that comes late, or runs on after whoever asked for it has crashed, does no harm.
 */
const beginWork = {
  request: z.object({ operation: z.literal('begin-work'), tenantId: TenantId }),
  answer: z.object({ epoch: z.int() }),
}
const InEpoch = { tenantId: TenantId, epoch: z.int() }

/** Sets the whole fence. After that, a write that it refuses has either been made or fails. */
const setFence = {
  request: z.object({ operation: z.literal('set-fence'), ...InEpoch, state: FenceState }),
  answer: z.object({}),
}

/** Takes fence and journal away, where nobody asks for them any more. */
const endJournal = {
  request: z.object({ operation: z.literal('end-journal'), ...InEpoch }),
  answer: z.object({}),
}

const EntryKey = z.object({ partition: z.string(), id: z.string() })

/** The first entries of the journal, in no order, and what they name as it is now. */
const readJournal = {
  request: z.object({ operation: z.literal('read-journal'), tenantId: TenantId }),
  answer: z.object({ entries: z.array(EntryKey), changed: z.array(Present), more: z.boolean() }),
}

/** Entries whose changes have arrived. */
const forgetEntries = {
  request: z.object({ operation: z.literal('forget-entries'), tenantId: TenantId, entries: z.array(EntryKey) }),
  answer: z.object({}),
}

/** The next items, about a megabyte of them. */
const readItems = {
  request: z.object({ operation: z.literal('read-items'), ...Paged }),
  answer: z.object({ ...Page, items: z.array(Present) }),
}

/** Makes items as they are given, versions included, and deletes those that are null. */
const writeItems = {
  request: z.object({
    operation: z.literal('write-items'),
    ...InEpoch,
    items: z.array(Present),
  }),
  answer: z.object({}),
}

/** Items by store, and the sum of their hashes, which does not depend on their order. What the answers say is to be added up. */
export const Digest = z.record(z.string(), z.object({ count: z.int(), hash: z.string() }))
export type Digest = z.infer<typeof Digest>

/** Counts and hashes. Items that expire before `expireAfter` (seconds since the epoch) are left out: they may go at any moment. */
const digest = {
  request: z.object({ operation: z.literal('digest'), ...Paged, expireAfter: z.int() }),
  answer: z.object({ ...Page, digest: Digest }),
}

/** Deletes the items where the tenant is not served, and nowhere else. */
const removeItems = {
  request: z.object({ operation: z.literal('remove-items'), ...Paged, epoch: z.int() }),
  answer: z.object({ ...Page, removed: z.int() }),
}

export const MOVE_DATA = {
  look,
  'begin-work': beginWork,
  'set-fence': setFence,
  'end-journal': endJournal,
  'read-journal': readJournal,
  'forget-entries': forgetEntries,
  'read-items': readItems,
  'write-items': writeItems,
  digest,
  'remove-items': removeItems,
} as const
