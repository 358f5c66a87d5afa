import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { tenantHistory } from '@tenantry/control-plane/audit/tenant-history.ts'
import { tenantStore } from '@tenantry/control-plane/tenants/tenant-store.ts'
import { workflowStore } from '@tenantry/control-plane/workflows/workflow-store.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Item, table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { AT, TENANT_ID } from './builders.ts'
import { testDynamo } from './dynamodb.ts'

/** The control plane's stores over a real table. */
export async function testControlPlane() {
  let now = Date.parse(AT)
  const clock = { now: () => now }
  const client = await testDynamo('tenants', 'outbox', 'lists', 'signUps', 'audit')
  const items = table(client, 'tenants')
  const history = tenantHistory(table(client, 'audit'))
  const outbox = table(client, 'outbox')
  return {
    client,
    items,
    tenants: tenantStore(client, { tenants: 'tenants', outbox: 'outbox', audit: 'audit' }, clock),
    /** What its stores take for now; whoever writes by them goes by it, too. */
    clock,
    leap(days: number) {
      now += days * 86_400_000
    },
    workflows: workflowStore(items),
    history,
    cursors: openCursors(table(client, 'lists'), system),
    outbox,
    signUps: table(client, 'signUps'),
    /** What is in the outbox; each tenant's in the order of its changes. */
    async waiting(): Promise<Entry[]> {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: 'outbox' }))
      return Items.map((item) => z.parse(Waiting, unmarshall(item)))
    },
    /** A tenant's history, oldest first. */
    audit: async (tenantId = TENANT_ID) => (await history(tenantId, { limit: 100, before: null })).toReversed(),
    /** Everything that belongs to a tenant's partition, or to another one. */
    async partition(pk = `tenant#${TENANT_ID}`): Promise<Item[]> {
      return (await items.query({ key: 'pk = :pk', values: { ':pk': pk } })).items
    },
  }
}

const Waiting = z.object({ type: z.string(), detail: z.unknown() })

export type TestControlPlane = Awaited<ReturnType<typeof testControlPlane>>
