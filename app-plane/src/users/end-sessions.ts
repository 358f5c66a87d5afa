import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Announce, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, table, transact } from '@tenantry/toolkit/table.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import type { PeopleAudit } from '../people/people-audit.ts'
import { endOfSessions } from '../people/person-store.ts'

/** Ends every session of the caller that began before now, and records it as a change in the tenant for which they act. */
export type EndSessions = (tenant: TenantScope) => Promise<void>

/** Sessions belong to a person and not to a tenant, so this is done under the function's own role. */
export const endSessions =
  (
    client: DynamoDBClient,
    tables: { people: string; outbox: string },
    { audit, announce, system }: { audit: PeopleAudit; announce: Announce; system: Pick<System, 'now'> },
  ): EndSessions =>
  async ({ tenantId, userId, by }) => {
    const at = system.now()
    const { write, entry } = audit(by, {
      tenantId,
      userId,
      action: 'signed-out-everywhere',
      before: null,
      after: { validFrom: new Date(at).toISOString() },
    })
    try {
      await transact(client, [
        { kind: 'update', table: tables.people, ...endOfSessions(userId, at) },
        write,
        outboxWrite(tables.outbox, entry),
      ])
    } catch (error) {
      // Another call has ended them up to this moment, and has recorded it.
      if (error instanceof TransactionCancelled && error.failedAt(0)) return
      throw error
    }
    await announce(table(client, tables.outbox), entry)
  }
