import type { TableAction, TenantTable } from './routes.ts'

/** What is done for a tenant without a request of its people, and what it does to tenant tables: its session holds that and no more. */
export const TENANT_WORK = {
  fulfilment: { orders: ['GetItem', 'UpdateItem'] },
} as const satisfies Record<string, Partial<Record<TenantTable, readonly TableAction[]>>>
export type TenantWorker = keyof typeof TENANT_WORK
