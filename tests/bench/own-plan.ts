import {
  APIGatewayClient,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeysCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway'
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Tenant } from '../acceptance/onboarding.ts'
import { account } from '../soak/account.ts'
import { tableNamed } from './table-named.ts'

/** Moves tenants to a usage plan of their own: a tier with the limits of a measurement. Before their first request, or caches know better. */
export async function movePlan(
  endpoints: Endpoints,
  tenants: Tenant[],
  {
    name,
    rate,
    burst,
    aheadMs = 0,
  }: { name: string; rate: number; burst: number /** Of the system's clock. @default 0 */; aheadMs?: number },
): Promise<void> {
  const gateway = new APIGatewayClient({ ...account(endpoints), systemClockOffset: aheadMs })
  const { items: plans = [] } = await gateway.send(new GetUsagePlansCommand({}))
  // Every tier's plan is of the one stage that all pooled tenants share.
  const [{ apiId, stage } = {}] = plans.flatMap(({ apiStages = [] }) => apiStages)
  const plan = await gateway.send(
    new CreateUsagePlanCommand({
      name,
      apiStages: [{ apiId, stage }],
      throttle: { rateLimit: rate, burstLimit: burst },
    }),
  )
  for (const tenant of tenants) {
    const { id: keyId } = await keyOf(gateway, tenant)
    const { items = [] } = await gateway.send(new GetUsagePlansCommand({ keyId }))
    for (const { id: usagePlanId } of items) {
      await gateway.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }))
    }
    await gateway.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan.id, keyId, keyType: 'API_KEY' }))
  }
}

/** The common design, for comparison: all tenants of a tier share one key. Before their first request. */
export async function shareKey(endpoints: Endpoints, owner: Tenant, other: Tenant): Promise<void> {
  const { value = '' } = await keyOf(new APIGatewayClient(account(endpoints)), owner)
  await new DynamoDBClient(account(endpoints)).send(
    new UpdateItemCommand({
      TableName: await tableNamed(endpoints, 'Directory'),
      Key: { tenantId: { S: other.config.tenantId } },
      UpdateExpression: 'SET apiKey = :key',
      ConditionExpression: 'attribute_exists(apiKey)',
      ExpressionAttributeValues: { ':key': { S: value } },
    }),
  )
}

async function keyOf(gateway: APIGatewayClient, { config: { tenantId } }: Tenant) {
  const { items = [] } = await gateway.send(new GetApiKeysCommand({ nameQuery: tenantId, includeValues: true }))
  const key = items.find(({ name }) => name === tenantId)
  if (!key) throw new Error(`Tenant ${tenantId} has no API key.`)
  return key
}
