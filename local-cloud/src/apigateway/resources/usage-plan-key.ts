import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import type { Gateway } from '../gateway.ts'
import { checkJoin } from '../operations/usage-plan-keys/check-join.ts'
import { gatewayAccess } from './gateway-access.ts'

const Properties = z.strictObject({ KeyId: z.string(), KeyType: z.literal('API_KEY'), UsagePlanId: z.string() })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-usageplankey.html */
export function usagePlanKeyType(gateway: Gateway) {
  const { keys } = gateway
  return resourceType<z.infer<typeof Properties>>({
    type: 'AWS::ApiGateway::UsagePlanKey',
    attributes: ['Id'],
    properties: Properties,
    createOnly: ['KeyId', 'KeyType', 'UsagePlanId'],
    named: {
      by: idOf,
      exists(id) {
        const [keyId, planId] = partsOf(id)
        return keys.plansOf(keyId).includes(planId)
      },
    },
    access: gatewayAccess(gateway, ({ UsagePlanId }) => `usageplans/${UsagePlanId}/keys`, {
      id: ({ properties }) => properties.KeyId,
    }),
    create({ KeyId, UsagePlanId }) {
      if (!keys.plansOf(KeyId).includes(UsagePlanId)) checkJoin(gateway, UsagePlanId, KeyId)
      keys.join(UsagePlanId, KeyId)
      const physicalId = idOf({ KeyId, UsagePlanId })
      return { physicalId, attributes: { Id: physicalId } }
    },
    update: (_properties, current) => current,
    delete({ physicalId }) {
      const [keyId, planId] = partsOf(physicalId)
      keys.leave(planId, keyId)
    },
  })
}

const idOf = ({ KeyId, UsagePlanId }: { KeyId: string; UsagePlanId: string }) => `${KeyId}:${UsagePlanId}`

function partsOf(id: string): [keyId: string, planId: string] {
  const [keyId = '', planId = ''] = id.split(':')
  return [keyId, planId]
}
