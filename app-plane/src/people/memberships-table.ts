import type { TenantTable } from '@tenantry/contracts/service/tenant-table.ts'

/** Who belongs to which tenant (pk `tenantId`, sk `userId`). */
export const MEMBERSHIPS = { collection: 'memberships', keys: 'tenant-id' } as const satisfies TenantTable
