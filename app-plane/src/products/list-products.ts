import { ok } from '@tenantry/toolkit/http.ts'
import { readLimit } from '@tenantry/toolkit/pages.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { productView } from './product.ts'
import type { ProductsOf } from './product-store.ts'

export const listProducts = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { query }) => {
    const { items, nextCursor } = await productsOf(tenant).list({ limit: readLimit(query), cursor: query.cursor })
    return ok({ items: items.map(productView), nextCursor })
  })
