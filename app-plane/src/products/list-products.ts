import { ProductListing } from '@tenantry/contracts/tenant-api/schemas.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { readListing } from '@tenantry/toolkit/listing.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { productView } from './product.ts'
import type { ProductsOf } from './product-store.ts'

export const listProducts = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { query }) => {
    const { items, nextCursor } = await productsOf(tenant).list(readListing(ProductListing, query))
    return ok({ items: items.map(productView), nextCursor })
  })
