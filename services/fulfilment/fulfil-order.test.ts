import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { expect, test } from 'vitest'
import type { Order } from '../orders/service.ts'
import { fulfilOrder } from './fulfil-order.ts'

const at = '2026-01-01T00:00:00.000Z'
const order: Order = {
  id: 'ord_1',
  name: 'Desk',
  status: 'placed',
  lines: [],
  currency: 'USD',
  createdAt: at,
  updatedAt: at,
}

/** `acme` has one order; `meanwhile` happens between its reading and its writing. */
function shop(status: Order['status'] = 'placed', meanwhile: (orders: Map<string, Order>) => void = () => {}) {
  const orders = new Map([['ord_1', { ...order, status }]])
  let writes = 0
  const fulfil = fulfilOrder({
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
const acme = { tenantId: 'acme00000000' } as TenantScope
const placed = { orderId: 'ord_1' }

test('an order is fulfilled once, however often its event is delivered', async () => {
  const { fulfil, writes } = shop()
  expect([await fulfil(acme, placed), await fulfil(acme, placed)]).toEqual(['fulfilled', 'already-fulfilled'])
  expect(writes()).toBe(1)
})

test('another delivery that was faster is no failure', async () => {
  const { fulfil } = shop('placed', (orders) => orders.set('ord_1', { ...order, status: 'fulfilled' }))
  expect(await fulfil(acme, placed)).toBe('already-fulfilled')
})

test('an order of another tenant, an unknown one and one that was deleted meanwhile fail', async () => {
  const other = { tenantId: 'other0000000' } as TenantScope
  await expect(shop().fulfil(other, placed)).rejects.toThrow('has no order')
  await expect(shop().fulfil(acme, { orderId: 'ord_2' })).rejects.toThrow('has no order')
  await expect(shop('placed', (orders) => orders.clear()).fulfil(acme, placed)).rejects.toThrow('is gone')
})
