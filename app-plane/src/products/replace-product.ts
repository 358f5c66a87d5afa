import { ProductBody } from '@tenantry/contracts/tenant-api/schemas.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { notFound } from '../not-found.ts'
import { productView, replacement } from './product.ts'
import type { ProductsOf } from './product-store.ts'

export const replaceProduct = ({ productsOf, system }: { productsOf: ProductsOf; system: System }) =>
  inTenant(async (tenant, { params: { id = '' }, body }) => {
    const at = new Date(system.now()).toISOString()
    const product = await productsOf(tenant).replace(id, replacement(parse(ProductBody, body), at))
    if (!product) throw notFound('product')
    return ok(productView(product))
  })
