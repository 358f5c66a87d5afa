import type { EntityType } from '@tenantry/toolkit/entity-type.ts'
import { folded, sortableNumber } from '@tenantry/toolkit/listing.ts'
import { type ShardedTable, shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { Product } from './product.ts'

const PRODUCT = {
  kind: 'product',
  schema: Product,
  sorts: { name: ({ name }) => folded(name), price: ({ priceMinor }) => sortableNumber(priceMinor) },
  searched: ({ name, sku, category }) => [name, sku, category],
} satisfies EntityType<Product, 'name' | 'price'>

/** The door to a tenant's products: there is none without a scope. */
export type ProductsOf = (tenant: TenantScope) => ShardedTable<Product, keyof typeof PRODUCT.sorts>

export function productStore(tableName: string, system: System): ProductsOf {
  return (tenant) => shardedTable({ table: tenant.table(tableName), tenant, type: PRODUCT, system })
}
