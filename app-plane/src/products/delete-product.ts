import { noContent } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { notFound } from '../not-found.ts'
import type { ProductsOf } from './product-store.ts'

export const deleteProduct = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    if (!(await productsOf(tenant).remove(id))) throw notFound('product')
    return noContent()
  })
