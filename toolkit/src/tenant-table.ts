import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Stage, transactJournaled } from './journal.ts'
import { journaledTable } from './journaled-table.ts'
import { system } from './system.ts'
import { type Table, table, transact, type Write } from './table.ts'

/** Whose items are written, and where that is journaled: null while nothing of the tenant moves. */
export interface Writer {
  tenantId: string
  journal: string | null
}

/** A table as the tenant's credentials see it. Its writes are journaled while the tenant's data moves. */
export function tenantTable(writer: Writer, client: DynamoDBClient, name: string, stage: Stage): Table {
  const plain = table(client, name)
  if (writer.journal === null) return plain
  return journaledTable(plain, (writes) => transactForTenant(writer, client, writes, stage))
}

/** All writes or none, journaled while the tenant's data moves. */
export function transactForTenant(
  { tenantId, journal }: Writer,
  client: DynamoDBClient,
  writes: Write[],
  stage: Stage,
): Promise<void> {
  if (journal === null) return transact(client, writes)
  return transactJournaled(client, { table: journal, tenantId }, writes, { stage, system })
}
