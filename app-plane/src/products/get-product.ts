import { ok } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { notFound } from '../not-found.ts'
import { productView } from './product.ts'
import type { ProductsOf } from './product-store.ts'

export const getProduct = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const product = await productsOf(tenant).get(id)
    if (!product) throw notFound('product')
    return ok(productView(product))
  })
