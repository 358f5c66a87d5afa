import { created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { ProductBody } from './api.ts'
import { newProduct, productView } from './product.ts'
import type { ProductsOf } from './products-of.ts'

export const createProduct = ({ productsOf, system }: { productsOf: ProductsOf; system: System }) =>
  inTenant(async (tenant, { body }) => {
    const products = productsOf(tenant)
    const at = new Date(system.now()).toISOString()
    const product = newProduct(products.newId(), parse(ProductBody, body), at)
    await products.insert(product)
    return created(productView(product))
  })
