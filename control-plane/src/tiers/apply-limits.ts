import { type APIGatewayClient, TooManyRequestsException, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway'
import type { Tier } from '@tenantry/contracts/tiers.ts'

/** API Gateway changes one usage plan in 20 seconds. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export class TooSoon extends Error {
  override name = 'TooSoon'
}

/** Gives a usage plan a tier's limits: they hold for the keys that are on it already, too. Throws TooSoon. */
export type ApplyLimits = (usagePlanId: string, limits: Pick<Tier, 'rate' | 'burst' | 'quota'>) => Promise<void>

export const applyLimits =
  (client: APIGatewayClient): ApplyLimits =>
  async (usagePlanId, { rate, burst, quota }) => {
    const replace = (path: string, value: number) => ({ op: 'replace' as const, path, value: String(value) })
    try {
      await client.send(
        new UpdateUsagePlanCommand({
          usagePlanId,
          patchOperations: [
            replace('/throttle/rateLimit', rate),
            replace('/throttle/burstLimit', burst),
            replace('/quota/limit', quota),
          ],
        }),
      )
    } catch (error) {
      throw error instanceof TooManyRequestsException ? new TooSoon() : error
    }
  }
