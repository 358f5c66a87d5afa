import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { MAX_STOCK, StockBody } from './api.ts'
import { productView } from './product.ts'
import type { ProductsOf } from './products-of.ts'
import { PRODUCTS } from './service.ts'

/** Changes stock by an amount, whatever it is at that moment: orders that take from it meanwhile are not undone. */
export const changeStock = ({ productsOf, system }: { productsOf: ProductsOf; system: System }) =>
  inTenant(async (tenant, { params: { id = '' }, body }) => {
    const { by } = parse(StockBody, body)
    const product = await productsOf(tenant).update(id, {
      update: 'SET #stock = #stock + :by, #updatedAt = :at',
      condition: '#stock BETWEEN :least AND :most',
      names: { '#stock': 'stock', '#updatedAt': 'updatedAt' },
      values: {
        ':by': by,
        ':at': new Date(system.now()).toISOString(),
        ':least': Math.max(0, -by),
        ':most': Math.min(MAX_STOCK, MAX_STOCK - by),
      },
      refused: ({ stock }) => refusal(by, stock),
    })
    if (!product) throw notFound('product')
    return ok(productView(product))
  })

function refusal(by: number, stock: number): ApiError {
  const field = { field: 'by' }
  if (by < 0)
    return ApiError.ofService(PRODUCTS, 'OUT_OF_STOCK', `The stock is ${stock}, and cannot fall below zero.`, field)
  return new ApiError('CONFLICT', `The stock is ${stock}, and cannot grow above ${MAX_STOCK}.`, field)
}
