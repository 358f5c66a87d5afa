import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { client } from '../../acceptance/client.ts'
import { onboard, type Tenant } from '../../acceptance/onboarding.ts'
import type { Random } from '../random.ts'
import type { Writer } from '../writer.ts'
import { productLedger } from './product-ledger.ts'

const PRODUCTS = 30

/** Products of a tenant, through the whole path: gateway, authorizer, function, tables. */
export function products(endpoints: Endpoints, random: Random): Writer {
  let tenant: Tenant
  const api = () => client(tenant.config.apiUrl, tenant.token)
  const { count, write, check } = productLedger(random, PRODUCTS, (send) => send(api()))
  return {
    name: 'products',
    count,
    async prepare() {
      tenant = await onboard(endpoints, 'Products of the soak', 'ada@products.example', 'Premium')
    },
    write,
    check: () => check(api()),
  }
}
