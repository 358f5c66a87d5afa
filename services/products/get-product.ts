import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { productView } from './product.ts'
import type { ProductsOf } from './products-of.ts'

export const getProduct = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const product = await productsOf(tenant).get(id)
    if (!product) throw notFound('product')
    return ok(productView(product))
  })
