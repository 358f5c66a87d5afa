import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { type OrderPlaced, SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import type { OutboxEntry, Send } from '@tenantry/toolkit/outbox.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'

const Key = z.object({ shardId: z.string(), id: z.string() })

/** The event of an order, in the outbox under the order's own key: the tenant's session can write none for another tenant. */
export const orderPlaced = (key: Item, at: string): OutboxEntry => ({
  key,
  type: 'OrderPlaced',
  detail: placedUnder(key),
  at,
})

/** Publishes what an outbox entry tells of. The tenant is taken from the key, which IAM has checked, and from nothing else that the entry says. */
export const orderPlacedSender =
  (client: EventBridgeClient, bus: string): Send =>
  ({ key }) =>
    publish(client, bus, SHOP_SOURCE, [{ type: 'OrderPlaced', detail: placedUnder(key) }])

/** The event of the order whose key this is. */
export function placedUnder(key: Item): OrderPlaced {
  const { shardId, id } = z.parse(Key, key)
  return { tenantId: z.parse(TenantId, shardId.slice(0, shardId.lastIndexOf('-'))), orderId: id }
}
