import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import type { Tenant } from '../../acceptance/onboarding.ts'
import type { Get } from '../get.ts'
import { latency, median, perSecond, timed } from '../latency.ts'
import { round, withLoad } from '../processor.ts'
import type { Host } from '../start-host.ts'

const ROUNDS = 10
const CALLS_PER_ROUND = 100
const LOOPS = 8
/** Until the thread's code is compiled. */
const WARM_UP = 300

export interface Product {
  id: string
  /** Its key in the table, and the table. */
  TableName: string
  Key: { shardId: { S: string }; id: { S: string } }
}

/**
 * `GET /products/{id}` through the whole path (gateway, authorizer's cached answer, usage plan, function, tenant session, table), and the
 * same GetItem by the SDK in turns with it.
 */
export function requestPath({ endpoints }: Host, get: Get, tenant: Tenant, { id, TableName, Key }: Product) {
  const dynamodb = new DynamoDBClient({
    endpoint: endpoints.aws,
    region: endpoints.region,
    credentials: endpoints.credentials,
  })
  const url = `${tenant.config.apiUrl.replace(/\/$/, '')}/products/${id}`
  const whole = async () => {
    const { status, body } = await get(url, tenant.token)
    if (status !== 200) throw new Error(`GET /products/{id} answered ${status} ${body}`)
  }
  const direct = async () => {
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
    if (!Item) throw new Error('The product is not where it should be.')
  }
  return withLoad(async () => {
    await timed(WARM_UP, whole)
    await timed(WARM_UP, direct)
    const path: number[] = []
    const item: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      path.push(...(await timed(CALLS_PER_ROUND, whole)))
      item.push(...(await timed(CALLS_PER_ROUND, direct)))
    }
    // Once before it counts: as many environments of the function start as there are loops.
    await perSecond(WARM_UP, LOOPS, whole)
    const wholePerSecond = await perSecond(ROUNDS * CALLS_PER_ROUND, LOOPS, whole)
    const directPerSecond = await perSecond(ROUNDS * CALLS_PER_ROUND, LOOPS, direct)
    dynamodb.destroy()
    return {
      wholePath: { ...latency(path), perSecond: wholePerSecond, loops: LOOPS },
      getItem: { ...latency(item), perSecond: directPerSecond, loops: LOOPS },
      ratio: { p50: round(median(path) / median(item)), perSecond: round(directPerSecond / wholePerSecond) },
    }
  })
}
