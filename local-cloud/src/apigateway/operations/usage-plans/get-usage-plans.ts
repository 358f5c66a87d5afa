import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { findApiKey } from '../api-keys/describe-api-key.ts'
import { type PageInput, pageOf } from '../pages.ts'
import { describeUsagePlan } from './describe-usage-plan.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
export const getUsagePlans = (gateway: Gateway): Operation<PageInput & { keyId?: string }> => ({
  input: { position: true, limit: true, keyId: true },
  http: { method: 'GET', path: '/usageplans' },
  access: () => access(gateway.context, 'GET', 'usageplans'),
  run({ keyId, ...page }) {
    const mine = keyId === undefined ? null : gateway.keys.plansOf(findApiKey(gateway, keyId).id)
    const plans = gateway.plans.list().filter(({ id }) => mine === null || mine.includes(id))
    const { item, ...rest } = pageOf(plans, page)
    return { item: item.map(describeUsagePlan), ...rest }
  },
})
