import { listingOf } from '@tenantry/contracts/listing.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { readListing } from '@tenantry/toolkit/listing.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { ORDER, orderView } from './order.ts'
import type { OrdersOf } from './order-store.ts'

export const listOrders = ({ ordersOf }: { ordersOf: OrdersOf }) =>
  inTenant(async (tenant, { query }) => {
    const { items, nextCursor } = await ordersOf(tenant).list(readListing(listingOf(ORDER), query))
    return ok({ items: items.map(orderView), nextCursor })
  })
