import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { TENANT_REQUEST, type TenantRequest } from '@tenantry/contracts/tenant-request.ts'
import { workflowId } from '@tenantry/contracts/workflows.ts'
import type { By } from '@tenantry/toolkit/audit.ts'
import { type Announce, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { table, transact } from '@tenantry/toolkit/table.ts'
import { tenantEntry } from '@tenantry/toolkit/tenant-outbox.ts'
import type { PeopleAudit } from '../people/people-audit.ts'

interface Asking {
  tenantId: string
  userId: string
  by: By
}

/** Asks the control plane for an export in a person's name, and records that they did; answers the id of the workflow that it becomes. */
export type AskFor = (who: Asking) => Promise<string>

export const askFor =
  (
    client: DynamoDBClient,
    outboxTable: string,
    {
      announce,
      audit,
      system,
    }: { announce: Announce; audit: PeopleAudit; system: Pick<System, 'now' | 'uuid' | 'random'> },
  ): AskFor =>
  async ({ tenantId, userId, by }) => {
    const id = workflowId(system.now(), system.random)
    const at = new Date(system.now()).toISOString()
    const request: TenantRequest = { tenantId, workflowId: id, kind: 'export', userId, at }
    const recorded = audit(by, {
      tenantId,
      userId,
      action: 'export-requested',
      before: null,
      after: { workflowId: id },
    })
    const entries = [tenantEntry(tenantId, { type: TENANT_REQUEST, detail: request }, system), recorded.entry]
    await transact(client, [recorded.write, ...entries.map((entry) => outboxWrite(outboxTable, entry))])
    const outbox = table(client, outboxTable)
    await Promise.all(entries.map((entry) => announce(outbox, entry)))
    return id
  }
