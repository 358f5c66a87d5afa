import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { ACCOUNT_THROTTLE } from '../../limits.ts'
import type { Throttle } from '../../stores/rest-api-config.ts'
import type { ApiStage, Quota, UsagePlan } from '../../stores/usage-plan.ts'
import { readInteger, readNumber, readText } from '../read-input.ts'
import { readTags, withRequestTags } from '../tags.ts'
import { checkPlan } from './check-plan.ts'
import { describeUsagePlan } from './describe-usage-plan.ts'

interface Input {
  name?: string
  description?: string
  apiStages?: { apiId?: string; stage?: string; throttle?: Record<string, Partial<Throttle>> }[]
  throttle?: Partial<Throttle>
  quota?: Partial<Quota>
  tags?: unknown
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export const createUsagePlan = (gateway: Gateway): Operation<Input> => ({
  input: {
    name: true,
    description: true,
    apiStages: { apiId: true, stage: true, throttle: { '*': { burstLimit: true, rateLimit: true } } },
    throttle: { burstLimit: true, rateLimit: true },
    quota: { limit: true, offset: true, period: true },
    tags: true,
  },
  http: { method: 'POST', path: '/usageplans', status: 201 },
  access: ({ tags }) => withRequestTags(gateway.context, 'usageplans', tags),
  run(input) {
    const { plans, context } = gateway
    const name = readText(input.name, 'name')
    if (!name) throw badRequest('Usage Plan name is required')
    const description = readText(input.description, 'description')
    const plan: UsagePlan = {
      id: context.ids.token(6),
      name,
      ...(description !== undefined && { description }),
      apiStages: (input.apiStages ?? []).map(readApiStage),
      throttle: input.throttle ? readThrottle(input.throttle) : null,
      quota: input.quota ? readQuota(input.quota) : null,
      tags: readTags(input.tags),
    }
    checkPlan(gateway, plan)
    plans.put(plan)
    return describeUsagePlan(plan)
  },
})

function readApiStage({ apiId = '', stage = '', throttle = {} }: NonNullable<Input['apiStages']>[number]): ApiStage {
  return {
    apiId,
    stage,
    throttle: Object.fromEntries(Object.entries(throttle).map(([route, limit]) => [route, readThrottle(limit)])),
  }
}

/** A plan's throttle; what is not given is the account's. */
export function readThrottle({ rateLimit, burstLimit }: Partial<Throttle>): Throttle {
  const throttle = {
    rateLimit: readNumber(rateLimit ?? ACCOUNT_THROTTLE.rateLimit, 'rateLimit'),
    burstLimit: readInteger(burstLimit ?? ACCOUNT_THROTTLE.burstLimit, 'burstLimit'),
  }
  if (throttle.rateLimit < 0 || throttle.burstLimit < 0) throw badRequest('Usage Plan throttle must not be negative')
  return throttle
}

function readQuota({ limit, offset, period }: Partial<Quota>): Quota {
  if (!period) throw badRequest('Usage Plan quota period is required')
  return { limit: readInteger(limit, 'quota limit'), offset: readInteger(offset ?? 0, 'quota offset'), period }
}
