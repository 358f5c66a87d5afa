import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlanKey } from './describe-usage-plan-key.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export const deleteUsagePlanKey = (gateway: Gateway): Operation<{ usagePlanId: string; keyId: string }> => ({
  input: { usagePlanId: true, keyId: true },
  http: { method: 'DELETE', path: '/usageplans/{usagePlanId}/keys/{keyId}', status: 202 },
  access: ({ usagePlanId, keyId }) =>
    withResourceTags(
      access(gateway.context, 'DELETE', 'usageplans', usagePlanId, 'keys', keyId),
      gateway.plans.get(usagePlanId),
    ),
  run({ usagePlanId, keyId }) {
    gateway.keys.leave(usagePlanId, findUsagePlanKey(gateway, usagePlanId, keyId).id)
  },
})
