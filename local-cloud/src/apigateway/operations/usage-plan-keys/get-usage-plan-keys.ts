import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { type PageInput, positionOf, readPage } from '../pages.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'
import { describeUsagePlanKey } from './describe-usage-plan-key.ts'

interface Input extends PageInput {
  usagePlanId: string
  /** `name` on the wire, `nameQuery` inside the process: the beginning of the names that are wanted. */
  name?: string
  nameQuery?: string
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const getUsagePlanKeys = (gateway: Gateway): Operation<Input> => ({
  input: { usagePlanId: true, position: true, limit: true, name: true, nameQuery: true },
  http: { method: 'GET', path: '/usageplans/{usagePlanId}/keys' },
  access: ({ usagePlanId }) =>
    withResourceTags(access(gateway.context, 'GET', 'usageplans', usagePlanId, 'keys'), gateway.plans.get(usagePlanId)),
  run({ usagePlanId, name, nameQuery, ...page }) {
    findUsagePlan(gateway, usagePlanId)
    const { after, limit } = readPage(page)
    const namePrefix = nameQuery ?? name ?? ''
    const found = gateway.keys.list({ planId: usagePlanId, namePrefix, after, limit: limit + 1 })
    const last = found.slice(0, limit).at(-1)
    return {
      item: found.slice(0, limit).map(({ key }) => describeUsagePlanKey(key)),
      ...(found.length > limit && last && { position: positionOf(last.sequence) }),
    }
  },
})
