import type { EntitiesOf } from '@tenantry/toolkit/open-service.ts'
import type { PRODUCT } from './product.ts'

/** The door to a tenant's products: there is none without a scope. */
export type ProductsOf = EntitiesOf<typeof PRODUCT>
