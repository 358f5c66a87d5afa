import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import { verdict } from '../dynamodb/matrix.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { type Credentials, clientOf } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

const WORKER = 'app-plane-Fulfilment'

/** Messages that name a tenant whose order it is not, and those who may not send any. */
export async function queues(world: World): Promise<AttackClass> {
  const { attacker, victim, suspended, gone, account, endpoints, local } = world
  const own = attacker.config.tenantId
  const { orderId, productId } = attacker.goods
  const placed = (detail: object, change: object = {}) =>
    JSON.stringify({ source: SHOP_SOURCE, 'detail-type': 'OrderPlaced', detail, ...change })
  const message = (mutation: string, expected: string, body: string): Attempt => ({
    operation: 'message OrderPlaced',
    role: 'whoever reaches the queue',
    mutation,
    expected,
    async send() {
      const record = { messageId: 'forged', receiptHandle: 'none', body, attributes: { ApproximateReceiveCount: '1' } }
      const { batchItemFailures } = await account.invoke(WORKER, { Records: [record] })
      return batchItemFailures?.length === 0 ? 'done' : 'given back'
    },
  })
  const forged: [string, string][] = [
    ['an own order for the victim', placed({ tenantId: victim.config.tenantId, orderId })],
    ['the victim’s order for the own tenant', placed({ tenantId: own, orderId: victim.goods.orderId })],
    ['an own order for a suspended tenant', placed({ tenantId: suspended.config.tenantId, orderId })],
    ['an own order for a tenant that is gone', placed({ tenantId: gone.config.tenantId, orderId })],
    ['an own order for a tenant that never was', placed({ tenantId: 'zzzzzzzzzzzz', orderId })],
    ['a wildcard for a tenant', placed({ tenantId: '*', orderId })],
    ['a longer tenant', placed({ tenantId: `${own}0`, orderId })],
    ['a tenant with a shard', placed({ tenantId: `${own}-0`, orderId })],
    ['no tenant', placed({ orderId })],
    ['two tenants', placed({ tenantId: [own, victim.config.tenantId], orderId })],
    ['a product for an order', placed({ tenantId: own, orderId: productId })],
    ['a key for an order', placed({ tenantId: own, orderId: `${victim.config.tenantId}-0` })],
    ['another source', placed({ tenantId: own, orderId }, { source: 'evil.example' })],
    ['another type', placed({ tenantId: own, orderId }, { 'detail-type': 'OrderPaid' })],
    ['the detail alone', JSON.stringify({ tenantId: own, orderId })],
    ['no JSON', '{'],
    ['null', 'null'],
  ]
  const { QUEUE_URL: QueueUrl } = await account.environmentOf(WORKER)
  const send = (credentials: Credentials) => () =>
    new SQSClient(clientOf(endpoints, credentials)).send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }))
  const publish = (credentials: Credentials) => () =>
    new EventBridgeClient(clientOf(endpoints, credentials)).send(
      new PutEventsCommand({
        Entries: [{ EventBusName: 'tenantry', Source: SHOP_SOURCE, DetailType: 'Noise', Detail: '{}' }],
      }),
    )
  const by = (operation: string, role: string, expected: string, call: () => Promise<unknown>): Attempt => ({
    operation,
    role,
    mutation: expected === 'allowed' ? 'rightful' : 'a forged one',
    expected,
    send: () => verdict(call),
  })
  const thieves: [string, Credentials][] = [
    ['a tenant session', await account.vendedSession(attacker.admin.token)],
    ...(local ? [['role of Products', await local.roleOf('Products')] as [string, Credentials]] : []),
    ...(local ? [['role of Users', await local.roleOf('Users')] as [string, Credentials]] : []),
  ]
  return {
    name: 'queues',
    controls: [
      message('rightful', 'done', placed({ tenantId: own, orderId })),
      by('events:PutEvents', 'administrator', 'allowed', publish(endpoints.credentials)),
      by('sqs:SendMessage', 'administrator', 'allowed', send(endpoints.credentials)),
    ],
    attempts: [
      ...forged.map(([mutation, body]) => message(mutation, 'given back', body)),
      ...thieves.flatMap(([role, credentials]) => [
        by('events:PutEvents', role, 'AccessDeniedException', publish(credentials)),
        by('sqs:SendMessage', role, 'AccessDeniedException', send(credentials)),
      ]),
    ],
    skipped: [],
  }
}
