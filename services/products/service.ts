import { listingOf } from '@tenantry/contracts/listing.ts'
import { defineService } from '@tenantry/contracts/service/service.ts'
import { on, onLists } from '@tenantry/contracts/service/tenant-table.ts'
import { ProductBody, ProductPage, ProductReplacement, ProductView, StockBody } from './api.ts'
import { PRODUCT } from './product.ts'

export { ProductBody, ProductReplacement, ProductView } from './api.ts'
export { fromMinor } from './money.ts'
export { PRODUCT, type Product } from './product.ts'

const everyone = ['TenantAdmin', 'TenantUser'] as const
const admins = ['TenantAdmin'] as const
const example = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 100_000 }

export const PRODUCTS = defineService({
  name: 'products',
  description: 'Products of the sample shop',
  entities: [PRODUCT],
  errors: { OUT_OF_STOCK: 409 },
  routes: [
    {
      method: 'GET',
      path: '/products',
      operation: 'listProducts',
      summary: 'List products, oldest first.',
      roles: everyone,
      query: listingOf(PRODUCT),
      paged: true,
      response: ProductPage,
      needs: [onLists(PRODUCT)],
    },
    {
      method: 'POST',
      path: '/products',
      operation: 'createProduct',
      summary: 'Add a product.',
      roles: admins,
      body: ProductBody,
      example,
      response: ProductView,
      needs: [on(PRODUCT, 'PutItem')],
    },
    {
      method: 'GET',
      path: '/products/{id}',
      operation: 'getProduct',
      summary: 'Get one product.',
      roles: everyone,
      response: ProductView,
      needs: [on(PRODUCT, 'GetItem')],
    },
    {
      method: 'PUT',
      path: '/products/{id}',
      operation: 'replaceProduct',
      summary: 'Replace a product. Without `stock` in the body, its stock stays.',
      roles: admins,
      body: ProductReplacement,
      example,
      response: ProductView,
      needs: [on(PRODUCT, 'UpdateItem')],
    },
    {
      method: 'DELETE',
      path: '/products/{id}',
      operation: 'deleteProduct',
      summary: 'Delete a product. Orders keep the name and price that they were placed with.',
      roles: admins,
      needs: [on(PRODUCT, 'DeleteItem')],
    },
    {
      method: 'POST',
      path: '/products/{id}/stock',
      operation: 'changeStock',
      summary: 'Change the stock of a product by an amount, whatever it is at that moment.',
      roles: admins,
      body: StockBody,
      example: { by: 10 },
      status: 200,
      response: ProductView,
      errors: ['OUT_OF_STOCK', 'CONFLICT'],
      needs: [on(PRODUCT, 'UpdateItem')],
    },
  ],
})
