import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { findApiKey } from '../api-keys/describe-api-key.ts'
import { withResourceTags } from '../tags.ts'
import { checkJoin } from './check-join.ts'
import { describeUsagePlanKey } from './describe-usage-plan-key.ts'

interface Input {
  usagePlanId: string
  keyId?: string
  keyType?: string
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export const createUsagePlanKey = (gateway: Gateway): Operation<Input> => ({
  input: { usagePlanId: true, keyId: true, keyType: true },
  http: { method: 'POST', path: '/usageplans/{usagePlanId}/keys', status: 201 },
  access: ({ usagePlanId }) =>
    withResourceTags(
      access(gateway.context, 'POST', 'usageplans', usagePlanId, 'keys'),
      gateway.plans.get(usagePlanId),
    ),
  run({ usagePlanId, keyId = '', keyType }) {
    if (keyType !== 'API_KEY') throw badRequest('Invalid Key type specified')
    checkJoin(gateway, usagePlanId, keyId)
    gateway.keys.join(usagePlanId, keyId)
    return describeUsagePlanKey(findApiKey(gateway, keyId))
  },
})
