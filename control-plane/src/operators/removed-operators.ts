import type { Table } from '@tenantry/toolkit/table.ts'
import { removedOperatorKey } from '../tenants/tenant-items.ts'

/**
 * The marks of operators who were removed. API Gateway keeps the authorizer's answer for a while, so a token outlives its operator: what
 * grants or extends power looks for the mark where it takes effect, in its transaction or under its lock.
 */
export interface RemovedOperators {
  has(userId: string): Promise<boolean>
  add(userId: string): Promise<void>
}

export const removedOperators = (table: Pick<Table, 'get' | 'put'>): RemovedOperators => ({
  has: async (userId) => (await table.get(removedOperatorKey(userId))) !== undefined,
  add: (userId) => table.put(removedOperatorKey(userId)),
})
