import { POOL_TIERS } from '@tenantry/contracts/tiers.ts'
import { Tags } from 'aws-cdk-lib'
import { Period, type RestApi, type UsagePlan } from 'aws-cdk-lib/aws-apigateway'
import { OUR_TAG } from '../foundation/our-tag.ts'

/** One plan for each tier of the pool. A plan's rate, burst and quota count for every key of their own, and every tenant has a key of its own. */
export function usagePlans(api: RestApi): Record<string, UsagePlan> {
  return Object.fromEntries(
    POOL_TIERS.map((tier) => {
      const plan = api.addUsagePlan(`${tier.name}Plan`, {
        name: `tenantry-pool-${tier.name.toLowerCase()}`,
        throttle: { rateLimit: tier.rate, burstLimit: tier.burst },
        quota: { limit: tier.quota, period: Period.MONTH },
      })
      Tags.of(plan).add(...OUR_TAG)
      plan.addApiStage({ stage: api.deploymentStage })
      return [tier.name, plan]
    }),
  )
}
