import { apiHandler } from '@tenantry/toolkit/http.ts'
import { openService } from '@tenantry/toolkit/open-service.ts'
import { changeStock } from './change-stock.ts'
import { createProduct } from './create-product.ts'
import { deleteProduct } from './delete-product.ts'
import { getProduct } from './get-product.ts'
import { listProducts } from './list-products.ts'
import { replaceProduct } from './replace-product.ts'
import { PRODUCT, PRODUCTS } from './service.ts'

const { answers, entity, logger, system } = openService(PRODUCTS, process.env)
const productsOf = entity(PRODUCT)

export const handler = apiHandler({
  routes: PRODUCTS.routes,
  service: 'products',
  operations: {
    listProducts: listProducts({ productsOf }),
    createProduct: createProduct({ productsOf, system }),
    getProduct: getProduct({ productsOf }),
    replaceProduct: replaceProduct({ productsOf, system }),
    deleteProduct: deleteProduct({ productsOf }),
    changeStock: changeStock({ productsOf, system }),
  },
  answers,
  logger,
})
