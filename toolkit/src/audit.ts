import { type Actor, type AuditRecord, auditTrail, type Facts, LISTED_PARTITIONS } from '@tenantry/contracts/audit.ts'
import * as z from 'zod/mini'
import type { ApiRequest } from './http.ts'
import type { System } from './system.ts'
import type { Item, Table, Write } from './table.ts'

/** In whose name something is changed, and from where. */
export interface By {
  actor: Actor
  sourceIp: string | null
  requestId: string | null
}

/** What is changed. What of the object may be shown, `before` and `after` hold. */
export interface Change {
  /** Null for what concerns no tenant. */
  tenantId: string | null
  /** `<kind of the object>.<what happened>`. */
  action: string
  object: AuditRecord['object']
  before: Facts
  after: Facts
  reason?: string | null
}

/** A change that no transaction holds: its intent is written, and its outcome is to be. */
export interface Intent {
  /** The write of the good outcome, for a transaction that ends the change. */
  done(after: Facts): Write
  /** Writes the outcome. */
  settle(outcome: 'done' | 'failed', after: Facts): Promise<void>
}

/** Who calls, where a request says it. */
export const requestedBy = (request: Pick<ApiRequest, 'sourceIp' | 'requestId'> | null, actor: Actor): By => ({
  actor,
  sourceIp: request?.sourceIp ?? null,
  requestId: request?.requestId ?? null,
})

/** In the name of a part of the system. */
export const bySystem = (id: string): By => requestedBy(null, { kind: 'system', id, email: null, role: null })

/** The record of a change. */
export function auditRecord(
  writer: string,
  by: By,
  { reason = null, ...change }: Change,
  system: Pick<System, 'now' | 'uuid'>,
): AuditRecord {
  return { id: system.uuid(), at: new Date(system.now()).toISOString(), writer, ...by, ...change, reason }
}

/** What sorts records in an index: their time, and their id among those of one millisecond. */
export const sortedAt = ({ at, id }: Pick<AuditRecord, 'at' | 'id'>): string => `${at}#${id}`

/**
 * The write of a record, for the transaction of its change. No function may read what it wrote, and the keys hold ids that nobody can guess: even
 * code of an attacker's inside the function finds no earlier record to write over. `place` takes the time's place in the key of the table; `keeper` is
 * whoever puts it there, if not its writer.
 */
export function auditWrite(
  table: string,
  record: AuditRecord,
  { place = record.at, keeper = record.writer }: { place?: string; keeper?: string } = {},
): Put {
  const { tenantId, id } = record
  const key = { trail: auditTrail(keeper, tenantId), entry: `${place}#${id}` }
  return { kind: 'put', table, item: { ...key, ...indexKeys(record), record }, ...FRESH }
}
type Put = Extract<Write, { kind: 'put' }>

function indexKeys(record: AuditRecord): Item {
  const { id, actor, object, tenantId } = record
  const isSomebody = actor.kind === 'operator' || actor.kind === 'person'
  return {
    listed: LISTED_PARTITIONS[Number.parseInt(id.slice(0, 2), 16) % LISTED_PARTITIONS.length],
    sortedAt: sortedAt(record),
    tenantId: tenantId ?? undefined,
    // Strangers and the system have no partition: it would take every record of theirs.
    actorId: isSomebody ? (actor.id ?? undefined) : undefined,
    objectId: objectId(object),
  }
}

export const objectId = ({ kind, id }: AuditRecord['object']): string => `${kind}/${id}`

/** Records changes that no transaction holds, as those of Cognito: the intent before, and what came of it after. */
export const auditIntents =
  (table: Pick<Table, 'put' | 'name'>, writer: string, system: Pick<System, 'now' | 'uuid'>) =>
  async (by: By, change: Change): Promise<Intent> => {
    const record = auditRecord(writer, by, change, system)
    const { item } = auditWrite(table.name, record)
    await table.put({ ...item, isIntent: true }, FRESH)
    const { trail, entry } = z.parse(Key, item)
    const outcomeOf = (outcome: 'done' | 'failed', after: Facts) => ({
      ...outcomeKey({ trail, entry }),
      outcome,
      after,
    })
    return {
      done: (after) => ({ kind: 'put', table: table.name, item: outcomeOf('done', after), ...FRESH }),
      settle: (outcome, after) => table.put(outcomeOf(outcome, after), FRESH),
    }
  }
export type AuditIntents = ReturnType<typeof auditIntents>

/** Where the outcome of an intent lies. */
export const outcomeKey = ({ trail, entry }: { trail: string; entry: string }) => ({ trail, entry: `${entry}#outcome` })

const Key = z.object({ trail: z.string(), entry: z.string() })
/** What is recorded is never written over. */
const FRESH = { condition: 'attribute_not_exists(trail)' }

/** Does what no transaction holds between its intent and its outcome. Work that throws is recorded as failed. */
export async function audited<T>(
  intents: AuditIntents,
  by: By,
  change: Change,
  work: () => Promise<{ result: T; after: Facts }>,
): Promise<T> {
  const intent = await intents(by, change)
  let done: { result: T; after: Facts }
  try {
    done = await work()
  } catch (error) {
    await intent.settle('failed', null)
    throw error
  }
  await intent.settle('done', done.after)
  return done.result
}
