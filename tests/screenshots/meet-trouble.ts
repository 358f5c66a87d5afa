import type { Tenant } from '../acceptance/onboarding.ts'
import type { SystemUnderTest } from '../acceptance/system.ts'
import { untilMetered } from '../acceptance/until-metered.ts'

const ROUNDS = 30

/** Some traffic, of which a part fails, seen by operators; returns the id of a request that failed. */
export async function meetTrouble(system: SystemUnderTest, { api, config: { tenantId } }: Tenant): Promise<string> {
  let requestId = ''
  for (let round = 0; round < ROUNDS; round++) {
    await api.get('/me')
    await api.get('/users')
    if (round % 3 === 0) requestId = (await api.get('/users/nobody')).headers.get('x-amzn-requestid') ?? ''
  }
  await untilMetered(system, { tenantId, requestId })
  return requestId
}
