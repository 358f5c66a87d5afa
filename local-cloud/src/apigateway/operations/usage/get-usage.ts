import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { MAX_USAGE_DAYS } from '../../limits.ts'
import { dateOf, dayOf } from '../../stage/metering/quota-period.ts'
import { access } from '../access.ts'
import { type PageInput, positionOf, readPage } from '../pages.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlanKey } from '../usage-plan-keys/describe-usage-plan-key.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'
import { describeUsage } from './describe-usage.ts'

interface Input extends PageInput {
  usagePlanId: string
  keyId?: string
  /** `2026-01-31` */
  startDate?: string
  endDate?: string
}

/** Daily usage; metered against a quota only, so a plan without one has none. https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export const getUsage = (gateway: Gateway): Operation<Input> => ({
  input: { usagePlanId: true, keyId: true, startDate: true, endDate: true, position: true, limit: true },
  http: { method: 'GET', path: '/usageplans/{usagePlanId}/usage' },
  access: ({ usagePlanId }) =>
    withResourceTags(
      access(gateway.context, 'GET', 'usageplans', usagePlanId, 'usage'),
      gateway.plans.get(usagePlanId),
    ),
  run(input) {
    const plan = findUsagePlan(gateway, input.usagePlanId)
    const [from, to] = [readDate(input.startDate, 'startDate'), readDate(input.endDate, 'endDate')]
    if (to < from) throw badRequest('Invalid date range: endDate is before startDate')
    if (to - from >= MAX_USAGE_DAYS) throw badRequest(`Date range must be less than ${MAX_USAGE_DAYS} days`)
    const { quota } = plan
    const page = quota ? keysOf(gateway, input) : { ids: [] }
    return {
      usagePlanId: plan.id,
      startDate: dateOf(from),
      endDate: dateOf(to),
      values: Object.fromEntries(
        page.ids.map((keyId) => [
          keyId,
          quota ? describeUsage(gateway.usage, { planId: plan.id, keyId, quota, from, to }) : [],
        ]),
      ),
      ...('position' in page && { position: page.position }),
    }
  },
})

function keysOf(gateway: Gateway, input: Input): { ids: string[]; position?: string } {
  if (input.keyId !== undefined) return { ids: [findUsagePlanKey(gateway, input.usagePlanId, input.keyId).id] }
  const { after, limit } = readPage(input)
  const found = gateway.keys.list({ planId: input.usagePlanId, after, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const ids = page.map(({ key }) => key.id)
  return found.length > limit && last ? { ids, position: positionOf(last.sequence) } : { ids }
}

function readDate(text: string | undefined, name: string): number {
  const epoch = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(epoch)) throw badRequest(`Invalid ${name} specified: use YYYY-MM-DD`)
  return dayOf(epoch)
}
