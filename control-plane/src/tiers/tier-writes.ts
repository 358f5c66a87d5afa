import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { auditRecord, auditWrite, type By } from '@tenantry/toolkit/audit.ts'
import { outboxWrite } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, transact, type Write } from '@tenantry/toolkit/table.ts'
import { operatorRemoved } from '../operators/operator.ts'
import { type SendNow, tierEntry } from '../tenants/outbox-entries.ts'
import { Stale } from '../tenants/stale.ts'
import { removedOperatorKey } from '../tenants/tenant-items.ts'
import { CATALOGUE, type CataloguedTier } from '../tenants/tier-catalogue.ts'

/** A change of a tier, on top of what was read; null for a tier that there was not, or is no longer. */
export interface TierChange {
  name: string
  action: 'created' | 'edited' | 'retired' | 'deleted'
  before: CataloguedTier | null
  after: CataloguedTier | null
  /** Of what is stored under the name, a tier that is gone perhaps. */
  version: number
  /** The names of all tiers in their order, before and after, if the change is one of it. */
  listing: { before: string[] | null; after: string[] } | null
  by: By
}

/** Writes a tier with its audit record and the event that tells of it, if the operator is one still. Throws CONFLICT when it is no longer as it was read. */
export type WriteTier = (change: TierChange) => Promise<void>

interface Tables {
  tiers: string
  tenants: string
  audit: string
  outbox: string
}

export const tierWrites =
  (client: DynamoDBClient, tables: Tables, send: SendNow, system: Pick<System, 'now' | 'uuid'>): WriteTier =>
  async (change) => {
    const isOperator: Write = {
      kind: 'check',
      table: tables.tenants,
      key: removedOperatorKey(change.by.actor.id ?? ''),
      condition: 'attribute_not_exists(pk)',
    }
    const record = auditWrite(tables.audit, recordOf(change, system))
    const entry = tierEntry(change, system.now())
    try {
      await transact(client, [isOperator, record, outboxWrite(tables.outbox, entry), ...tierPuts(tables.tiers, change)])
    } catch (error) {
      if (!(error instanceof TransactionCancelled)) throw error
      if (error.failedAt(0)) throw operatorRemoved()
      throw new ApiError('CONFLICT', 'The tier was changed by another request. Fetch it and try again.', {
        cause: new Stale(error.message),
      })
    }
    await send(entry)
  }

function tierPuts(table: string, { name, after, version, listing }: TierChange): Write[] {
  const item = after ? { ...after } : { state: 'deleted', version: version + 1 }
  const unchanged =
    version === 0
      ? { condition: 'attribute_not_exists(#version)', names: { '#version': 'version' } }
      : { condition: '#version = :version', names: { '#version': 'version' }, values: { ':version': version } }
  const tier: Write = { kind: 'put', table, item: { ...item, name }, ...unchanged }
  return listing ? [tier, listingPut(table, listing)] : [tier]
}

function listingPut(table: string, { before, after }: NonNullable<TierChange['listing']>): Write {
  const names = { '#names': 'names' }
  const unchanged = before
    ? { condition: '#names = :before', names, values: { ':before': before } }
    : { condition: 'attribute_not_exists(#names)', names }
  return { kind: 'put', table, item: { name: CATALOGUE, names: after }, ...unchanged }
}

function recordOf({ name, action, before, after, by }: TierChange, system: Pick<System, 'now' | 'uuid'>): AuditRecord {
  const change = {
    tenantId: null,
    action: `tier.${action}`,
    object: { kind: 'tier' as const, id: name },
    before: before && { ...before },
    after: after && { ...after },
  }
  return auditRecord('tiers', by, change, system)
}
