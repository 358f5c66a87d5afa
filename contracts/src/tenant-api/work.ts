import type { TableAction, TenantTable } from './routes.ts'

/** An entry of an outbox is taken away once it was told, or put behind the others. */
const taken = ['DeleteItem', 'UpdateItem'] as const

/** What is done for a tenant without a request of its people, and what it does to tenant tables: its session holds that and no more. */
export const TENANT_WORK = {
  fulfilment: { orders: ['GetItem', 'UpdateItem'] },
  'outbox-sweeper': { memberships: taken, outbox: taken },
} as const satisfies Record<string, Partial<Record<TenantTable, readonly TableAction[]>>>
export type TenantWorker = keyof typeof TENANT_WORK
