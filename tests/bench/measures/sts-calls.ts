import { CloudWatchLogsClient, paginateDescribeLogStreams } from '@aws-sdk/client-cloudwatch-logs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { functionLogsOf, functionOfStream } from '@tenantry/contracts/log-groups.ts'
import { STACKS } from '@tenantry/infra/names.ts'
import { account } from '../../soak/account.ts'
import type { Calls } from '../calls.ts'
import { crowd } from '../crowd.ts'
import type { Get } from '../get.ts'
import { perSecond } from '../latency.ts'

/** What the bench measures. */
export const BENCH_SIZE = { tenants: 50, requests: 1_000 }
/** Calls at once: the gateway then asks several environments of the authorizer. */
const AT_ONCE = 8

/**
 * Calls to STS that requests of many tenants cost, beside the most that they may: one for each tenant, role (all call as admins), environment
 * of the authorizer and lifetime of a session (none ends meanwhile). `calls` answers what the local cloud took in since it was asked last.
 */
export async function stsCalls(
  endpoints: Endpoints,
  get: Get,
  calls: () => Promise<Calls>,
  { tenants, requests }: typeof BENCH_SIZE,
) {
  const callers = await crowd(endpoints, tenants)
  await calls()
  const statuses: Record<number, number> = {}
  await perSecond(requests, AT_ONCE, async (index) => {
    const { apiUrl, token } = callers[index % tenants] ?? { apiUrl: '', token: '' }
    const { status } = await get(`${apiUrl.replace(/\/$/, '')}/products?limit=1`, token)
    statuses[status] = (statuses[status] ?? 0) + 1
  })
  const counted = Object.entries(await calls()).filter(([name]) => /Authorizer\S* sts:/.test(name))
  const environments = await environmentsOf(endpoints, 'Authorizer')
  return {
    requests,
    tenants,
    statuses,
    authorizerEnvironments: environments,
    calls: counted.reduce((sum, [, times]) => sum + times, 0),
    atMost: tenants * environments,
  }
}

/** Environments of a function of the pool that ever ran: each writes a log stream of its own. */
async function environmentsOf(endpoints: Endpoints, construct: string): Promise<number> {
  const client = new CloudWatchLogsClient(account(endpoints))
  const logGroupName = functionLogsOf(STACKS.appPlane)
  let environments = 0
  for await (const { logStreams = [] } of paginateDescribeLogStreams({ client }, { logGroupName })) {
    const names = logStreams.map(({ logStreamName = '' }) => functionOfStream(logStreamName))
    environments += names.filter((name) => name === `${STACKS.appPlane}-${construct}`).length
  }
  return environments
}
