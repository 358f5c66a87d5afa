import type { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { expect, test } from 'vitest'
import { orderPlaced, orderPlacedSender } from './order-placed.ts'

const key = { shardId: 'acme00000000-3', id: 'ord_1' }
const at = '2026-01-01T00:00:00.000Z'

function sender() {
  const sent: unknown[] = []
  const client = {
    async send({ input }: PutEventsCommand) {
      for (const { Source, DetailType, Detail } of input.Entries ?? []) {
        sent.push({ Source, DetailType, detail: JSON.parse(Detail ?? '') })
      }
      return { FailedEntryCount: 0 }
    },
  }
  return { sent, send: orderPlacedSender(client as unknown as EventBridgeClient, 'bus') }
}

test('an entry tells of the order whose key it has', async () => {
  const { sent, send } = sender()
  await send(orderPlaced(key, at))
  expect(sent).toEqual([
    { Source: 'tenantry.shop', DetailType: 'OrderPlaced', detail: { tenantId: 'acme00000000', orderId: 'ord_1' } },
  ])
})

test('nothing that an entry says beside its key makes it that of another tenant', async () => {
  const { sent, send } = sender()
  await send({ ...orderPlaced(key, at), detail: { tenantId: 'other0000000', orderId: 'ord_2' } })
  expect(sent).toMatchObject([{ detail: { tenantId: 'acme00000000', orderId: 'ord_1' } }])
  expect(() => orderPlaced({ ...key, shardId: '*-3' }, at)).toThrow()
})
