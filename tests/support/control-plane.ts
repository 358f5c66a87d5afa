import { outboxStore } from '@tenantry/control-plane/tenants/outbox-store.ts'
import { tenantHistory } from '@tenantry/control-plane/tenants/tenant-history.ts'
import { tenantStore } from '@tenantry/control-plane/tenants/tenant-store.ts'
import { workflowStore } from '@tenantry/control-plane/workflows/workflow-store.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Item, table } from '@tenantry/toolkit/table.ts'
import { TENANT_ID } from './builders.ts'
import { testDynamo } from './dynamodb.ts'

/** No record is that young. */
const END_OF_TIME = '9999'

/** The control plane's stores over a real table. */
export async function testControlPlane() {
  const client = await testDynamo('tenants', 'lists')
  const items = table(client, 'tenants')
  const history = tenantHistory(items)
  const outbox = outboxStore(items)
  return {
    client,
    items,
    tenants: tenantStore(client, 'tenants'),
    workflows: workflowStore(items),
    cursors: openCursors(table(client, 'lists'), system),
    outbox,
    /** What is in the outbox, oldest first. */
    waiting: () => outbox.leftovers(END_OF_TIME, 1000),
    /** A tenant's history, oldest first. */
    audit: async (tenantId = TENANT_ID) => (await history(tenantId, { limit: 100, before: null })).toReversed(),
    /** Everything that belongs to a tenant's partition, or to another one. */
    async partition(pk = `tenant#${TENANT_ID}`): Promise<Item[]> {
      return (await items.query({ key: 'pk = :pk', values: { ':pk': pk } })).items
    },
  }
}

export type TestControlPlane = Awaited<ReturnType<typeof testControlPlane>>
