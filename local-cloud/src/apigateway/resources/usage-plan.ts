import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { resourceType } from '../../core/resource-type.ts'
import type { Gateway } from '../gateway.ts'
import { checkPlan } from '../operations/usage-plans/check-plan.ts'
import type { UsagePlan } from '../stores/usage-plan.ts'
import { gatewayAccess } from './gateway-access.ts'
import { TagProperties, tagsOf } from './tags.ts'
import { ThrottleProperties, throttleOf } from './throttle-properties.ts'

const Properties = z.strictObject({
  UsagePlanName: z.string().optional(),
  Description: z.string().optional(),
  ApiStages: z
    .array(
      z.strictObject({
        ApiId: z.string(),
        Stage: z.string(),
        Throttle: z.record(z.string(), ThrottleProperties).default({}),
      }),
    )
    .default([]),
  Throttle: ThrottleProperties.optional(),
  Quota: z
    .strictObject({
      Limit: z.number().int(),
      Offset: z.number().int().default(0),
      Period: z.enum(['DAY', 'WEEK', 'MONTH']),
    })
    .optional(),
  Tags: TagProperties,
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-usageplan.html */
export function usagePlanType(gateway: Gateway) {
  const { plans, keys } = gateway
  const store = (plan: UsagePlan) => {
    checkPlan(gateway, plan)
    plans.put(plan)
    return { physicalId: plan.id, attributes: { Id: plan.id } }
  }
  return resourceType({
    type: 'AWS::ApiGateway::UsagePlan',
    attributes: ['Id'],
    properties: Properties,
    // Keys join a plan through the API too, and are not in any template.
    stateful: true,
    access: gatewayAccess(gateway, () => 'usageplans'),
    create(properties, context) {
      const id = stableToken(6, `${context.physicalName()}/plan`)
      return store(planOf(properties, id, context.physicalName()))
    },
    update: (properties, current, _previous, context) =>
      store(planOf(properties, current.physicalId, context.physicalName())),
    delete({ physicalId }) {
      keys.removePlan(physicalId)
      plans.remove(physicalId)
    },
  })
}

function planOf(properties: z.infer<typeof Properties>, id: string, name: string): UsagePlan {
  const { Quota, Throttle } = properties
  return {
    id,
    name: properties.UsagePlanName ?? name,
    ...(properties.Description !== undefined && { description: properties.Description }),
    apiStages: properties.ApiStages.map(({ ApiId, Stage, Throttle: throttles }) => ({
      apiId: ApiId,
      stage: Stage,
      throttle: Object.fromEntries(
        Object.entries(throttles).flatMap(([route, limit]) => {
          const throttle = throttleOf(limit)
          return throttle ? [[route, throttle]] : []
        }),
      ),
    })),
    throttle: Throttle ? throttleOf(Throttle) : null,
    quota: Quota ? { limit: Quota.Limit, offset: Quota.Offset, period: Quota.Period } : null,
    tags: tagsOf(properties.Tags),
  }
}
