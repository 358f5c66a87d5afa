import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Client, client } from '../../acceptance/client.ts'
import { askConfig, type Tenant } from '../../acceptance/onboarding.ts'
import { signIn } from '../../acceptance/person.ts'
import { read } from '../api.ts'
import type { Random } from '../random.ts'
import { type Ask, productLedger } from './product-ledger.ts'

const PRODUCTS = 60
const ELSEWHERE = ['TENANT_MOVED', 'TENANT_MOVING']

/** Products of a tenant that moves: written wherever it is served, and looked for there. */
export function movingProducts(endpoints: Endpoints, { config, email, password }: Tenant, random: Random) {
  let token = ''
  let api: Client

  async function locate(): Promise<void> {
    const { apiUrl } = await read(() => askConfig(endpoints, config.name))
    api = client(apiUrl, token)
  }

  /** A refused call has changed nothing, so it is repeated where the tenant is. */
  const ask: Ask = async (send) => {
    for (;;) {
      const answer = await send(api)
      if (!ELSEWHERE.includes(answer.body?.code)) return answer
      await locate()
    }
  }

  const { count, write, check } = productLedger(random, PRODUCTS, ask)
  return {
    count,
    write,
    /** Anew after each start: time has gone forward. */
    async signIn(): Promise<void> {
      token = await signIn(endpoints, config, { email, password, tenantId: config.tenantId })
      await locate()
    },
    async check(): Promise<string[]> {
      await locate()
      return check(api)
    },
  }
}
