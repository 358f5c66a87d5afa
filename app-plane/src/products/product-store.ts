import { type ShardedTable, shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { Product } from './product.ts'

/** The door to a tenant's products: there is none without a scope. */
export type ProductsOf = (tenant: TenantScope) => ShardedTable<Product>

export function productStore(tableName: string, system: System): ProductsOf {
  return (tenant) => shardedTable({ table: tenant.table(tableName), tenant, kind: 'product', schema: Product, system })
}
