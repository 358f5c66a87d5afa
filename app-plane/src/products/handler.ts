import { TENANT_ROUTES } from '@tenantry/contracts/tenant-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { createProduct } from './create-product.ts'
import { deleteProduct } from './delete-product.ts'
import { Env } from './env.ts'
import { getProduct } from './get-product.ts'
import { listProducts } from './list-products.ts'
import { productStore } from './product-store.ts'
import { replaceProduct } from './replace-product.ts'

const env = readEnv(Env, process.env)
const services = { productsOf: productStore(env.PRODUCTS_TABLE, system), system }

export const handler = apiHandler({
  routes: TENANT_ROUTES,
  service: 'products',
  operations: {
    listProducts: listProducts(services),
    createProduct: createProduct(services),
    getProduct: getProduct(services),
    replaceProduct: replaceProduct(services),
    deleteProduct: deleteProduct(services),
  },
  logger: createLogger('products'),
})
