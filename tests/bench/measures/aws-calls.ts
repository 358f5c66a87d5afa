import type { Tenant } from '../../acceptance/onboarding.ts'
import type { Get } from '../get.ts'
import { round } from '../processor.ts'
import type { Host } from '../start-host.ts'
import type { Product } from './request-path.ts'

/** Well within the 20 seconds for which answers of the authorizer, directory entries and memberships are kept. */
const REQUESTS = 100

/** The sweeper works each minute, whatever is requested. */
const BESIDE = /OutboxSweeper/

/** AWS calls per warm request, by service, counted where the local cloud takes calls in. */
export async function awsCalls(host: Host, get: Get, tenant: Tenant, { id }: Product) {
  const url = `${tenant.config.apiUrl.replace(/\/$/, '')}/products/${id}`
  await get(url, tenant.token)
  await host.ask('calls')
  for (let request = 0; request < REQUESTS; request++) await get(url, tenant.token)
  const counted = Object.entries(await host.ask('calls')).filter(([name]) => !BESIDE.test(name))
  const per = (service: string) =>
    round(counted.filter(([name]) => name.includes(` ${service}:`)).reduce((sum, [, n]) => sum + n, 0) / REQUESTS)
  return {
    requests: REQUESTS,
    perRequest: { dynamodb: per('dynamodb'), sts: per('sts') },
    calls: Object.fromEntries(counted),
  }
}
