import { OUTBOX_PARTITIONS, outboxPartition } from '@tenantry/contracts/outbox.ts'
import type { Entry } from './events.ts'
import { type Announce, type OutboxEntry, outboxWrite } from './outbox.ts'
import type { System } from './system.ts'
import type { Write } from './table.ts'
import type { TenantScope } from './tenant-scope.ts'

/** An entry under a key of this tenant and event type, which IAM binds to the writer's credentials. */
export function tenantEntry(tenantId: string, event: Entry, system: Pick<System, 'now' | 'uuid'>): OutboxEntry {
  const id = system.uuid()
  const partition = outboxPartition(tenantId, event.type, Number.parseInt(id.slice(0, 2), 16) % OUTBOX_PARTITIONS)
  return { ...event, key: { partition, id }, at: new Date(system.now()).toISOString() }
}

/** Writes in one transaction with the events that report them, and sends these at once. */
export type CommitEntries = (tenant: TenantScope, writes: Write[], entries: OutboxEntry[]) => Promise<void>

export const committing =
  (outboxTable: string, announce: Announce): CommitEntries =>
  async (tenant, writes, entries) => {
    await tenant.transact([...writes, ...entries.map((entry) => outboxWrite(outboxTable, entry))])
    const outbox = tenant.ending(outboxTable)
    await Promise.all(entries.map((entry) => announce(outbox, entry)))
  }
