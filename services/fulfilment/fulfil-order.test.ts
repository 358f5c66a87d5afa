import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { expect, test } from 'vitest'
import type { Order } from '../orders/order.ts'
import { fulfilOrder } from './fulfil-order.ts'
import { readMessage } from './read-message.ts'

const at = '2026-01-01T00:00:00.000Z'
const order: Order = {
  id: 'ord_1',
  name: 'Desk',
  status: 'placed',
  lines: [],
  currency: 'USD',
  createdAt: at,
  updatedAt: at,
  version: 1,
}

/** `acme` has one order; `meanwhile` happens between its reading and its writing. */
function shop(status: Order['status'] = 'placed', meanwhile: (orders: Map<string, Order>) => void = () => {}) {
  const orders = new Map([['ord_1', { ...order, status }]])
  let writes = 0
  const fulfil = fulfilOrder({
    withTenant: (tenantId, work) => work({ tenantId } as TenantScope),
    ordersOf: ({ tenantId }) => ({
      get: async (id) => (tenantId === 'acme00000000' ? orders.get(id) : undefined),
      async fulfil({ id }) {
        meanwhile(orders)
        if (orders.get(id)?.status !== 'placed') return false
        orders.set(id, { ...order, status: 'fulfilled' })
        writes++
        return true
      },
    }),
    system: { now: () => Date.parse(at) },
  })
  return { orders, fulfil, writes: () => writes }
}
const placed = { tenantId: 'acme00000000', orderId: 'ord_1' }

test('an order is fulfilled once, however often it is told of', async () => {
  const { fulfil, writes } = shop()
  expect([await fulfil(placed), await fulfil(placed)]).toEqual(['fulfilled', 'before'])
  expect(writes()).toBe(1)
})

test('another delivery that was faster is no failure', async () => {
  const { fulfil } = shop('placed', (orders) => orders.set('ord_1', { ...order, status: 'fulfilled' }))
  expect(await fulfil(placed)).toBe('before')
})

test('an order of another tenant, an unknown one and one that was deleted meanwhile fail', async () => {
  await expect(shop().fulfil({ ...placed, tenantId: 'other0000000' })).rejects.toThrow('has no order')
  await expect(shop().fulfil({ ...placed, orderId: 'ord_2' })).rejects.toThrow('has no order')
  await expect(shop('placed', (orders) => orders.clear()).fulfil(placed)).rejects.toThrow('is gone')
})

test('only an event of the shop is read', () => {
  const event = { source: 'tenantry.shop', 'detail-type': 'OrderPlaced', detail: placed }
  expect(readMessage(JSON.stringify(event))).toEqual(placed)
  const wrong = [
    { ...event, source: 'sbt.control.plane' },
    { ...event, 'detail-type': 'OrderPaid' },
    { ...event, detail: { ...placed, tenantId: '*' } },
    placed,
  ]
  for (const body of [...wrong.map((one) => JSON.stringify(one)), 'no JSON', 'null'])
    expect(() => readMessage(body)).toThrow('no event of ours')
})
