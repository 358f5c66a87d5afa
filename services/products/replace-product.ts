import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { ProductReplacement } from './api.ts'
import { productView, replacement } from './product.ts'
import type { ProductsOf } from './products-of.ts'

export const replaceProduct = ({ productsOf, system }: { productsOf: ProductsOf; system: System }) =>
  inTenant(async (tenant, { params: { id = '' }, body }) => {
    const at = new Date(system.now()).toISOString()
    const product = await productsOf(tenant).replace<'stock'>(id, replacement(parse(ProductReplacement, body), at))
    if (!product) throw notFound('product')
    return ok(productView(product))
  })
