import { listingOf } from '@tenantry/contracts/listing.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { readListing } from '@tenantry/toolkit/listing.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { PRODUCT, productView } from './product.ts'
import type { ProductsOf } from './products-of.ts'

export const listProducts = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { query }) => {
    const { items, nextCursor } = await productsOf(tenant).list(readListing(listingOf(PRODUCT), query))
    return ok({ items: items.map(productView), nextCursor })
  })
