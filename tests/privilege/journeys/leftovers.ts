import { type AttributeValue, DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, ListStateMachinesCommand } from '@aws-sdk/client-sfn'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Client } from '../../acceptance/client.ts'
import type { Tenant } from '../../acceptance/onboarding.ts'
import { tick } from '../../acceptance/tick.ts'
import { account, tablesOf } from '../account.ts'
export const todo = { DeleteItemCommand, SFNClient, ListStateMachinesCommand, account }

/** What crashes left behind, and the sweepers that put it right. */
export async function leftovers(endpoints: Endpoints, admin: Client, tenant: Tenant): Promise<void> {
  const { tenantId } = tenant.config
  const { client, named } = await tablesOf(endpoints)
  const before = new Date(Date.now() - 120_000).toISOString()
  const put = (table: string, Item: Record<string, AttributeValue>) =>
    client.send(new PutItemCommand({ TableName: named(table), Item }))

  const entry = (channel: string, type: string, detail: Record<string, AttributeValue>) =>
    put('app-plane-Outbox', {
      partition: { S: `${tenantId}-${channel}-0` },
      id: { S: type },
      outbox: { S: 'waiting-3' },
      waitingSince: { S: before },
      type: { S: type },
      detail: { M: detail },
    })
  await entry('services', 'OrderPlaced', { orderId: { S: 'ord_00000000000000000000000000' } })
  await entry('people', 'OrderPlaced', {})
  await tick(endpoints, 'app-plane-OutboxSweeper')
  await tick(endpoints, 'control-plane-OutboxSweeper')
  await tick(endpoints, 'control-plane-WorkflowWatch')
  await tenant.api.post('/products', { name: 'Lamp', sku: 'L-1', price: 1, category: 'Light', stock: 5 })
  await tick(endpoints, 'app-plane-SlotFiller', { refill: ['products', 'orders'] })
  await admin.get('/tenants')
}
