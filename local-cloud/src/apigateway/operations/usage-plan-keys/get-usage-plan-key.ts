import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { withResourceTags } from '../tags.ts'
import { describeUsagePlanKey, findUsagePlanKey } from './describe-usage-plan-key.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export const getUsagePlanKey = (gateway: Gateway): Operation<{ usagePlanId: string; keyId: string }> => ({
  input: { usagePlanId: true, keyId: true },
  http: { method: 'GET', path: '/usageplans/{usagePlanId}/keys/{keyId}' },
  access: ({ usagePlanId, keyId }) =>
    withResourceTags(
      access(gateway.context, 'GET', 'usageplans', usagePlanId, 'keys', keyId),
      gateway.plans.get(usagePlanId),
    ),
  run: ({ usagePlanId, keyId }) => describeUsagePlanKey(findUsagePlanKey(gateway, usagePlanId, keyId)),
})
