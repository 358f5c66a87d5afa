import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import { resourceType } from '../../core/resource-type.ts'
import { checkJoin } from '../api/usage-plan-keys/check-join.ts'
import type { Gateway } from '../gateway.ts'
import { gatewayAccess } from './gateway-access.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-usageplankey.html */
export function usagePlanKeyType(gateway: Gateway) {
  const { keys } = gateway
  return resourceType({
    type: 'AWS::ApiGateway::UsagePlanKey',
    properties: z.strictObject({ KeyId: z.string(), KeyType: z.literal('API_KEY'), UsagePlanId: z.string() }),
    access: gatewayAccess(gateway, ({ UsagePlanId }) => `usageplans/${UsagePlanId}/keys`, {
      id: ({ properties }) => properties.KeyId,
    }),
    create({ KeyId, UsagePlanId }) {
      if (!keys.plansOf(KeyId).includes(UsagePlanId)) checkJoin(gateway, UsagePlanId, KeyId)
      keys.join(UsagePlanId, KeyId)
      const physicalId = `${KeyId}:${UsagePlanId}`
      return { physicalId, attributes: { Id: physicalId } }
    },
    update(properties, current) {
      if (current.physicalId === `${properties.KeyId}:${properties.UsagePlanId}`) return current
      throw new Unsupported('changing a usage plan key in place')
    },
    delete({ physicalId }) {
      const [keyId = '', planId = ''] = physicalId.split(':')
      keys.leave(planId, keyId)
    },
  })
}
