import { noContent } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { ProductsOf } from './products-of.ts'

export const deleteProduct = ({ productsOf }: { productsOf: ProductsOf }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    if (!(await productsOf(tenant).remove(id))) throw notFound('product')
    return noContent()
  })
