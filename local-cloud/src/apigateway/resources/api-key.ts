import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { resourceType } from '../../core/resource-type.ts'
import { notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { makeApiKey } from '../operations/api-keys/make-api-key.ts'
import { gatewayAccess } from './gateway-access.ts'
import { TagProperties, tagsOf } from './tags.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-apikey.html */
export function apiKeyType(gateway: Gateway) {
  const { keys, context: cloud } = gateway
  const deployed = (id: string) => ({ physicalId: id, attributes: { APIKeyId: id } })
  return resourceType({
    type: 'AWS::ApiGateway::ApiKey',
    attributes: ['APIKeyId'],
    properties: z.strictObject({
      Name: z.string().optional(),
      Description: z.string().optional(),
      Enabled: z.boolean().default(false),
      Value: z.string().optional(),
      Tags: TagProperties,
    }),
    meaningless: {
      StageKeys: 'deprecated: keys reach stages through usage plans',
      GenerateDistinctId: 'ids are always distinct from values',
    },
    stateful: true,
    createOnly: ['Name', 'Value'],
    access: gatewayAccess(gateway, () => 'apikeys'),
    create({ Name, Description, Enabled, Value, Tags }, context) {
      const id = stableToken(10, `${context.physicalName()}/key`)
      const known = keys.get(id)
      if (known) return deployed(id)
      const name = Name ?? context.physicalName()
      makeApiKey(gateway, { id, name, description: Description, enabled: Enabled, value: Value, tags: tagsOf(Tags) })
      return deployed(id)
    },
    update(properties, current, _previous, context) {
      const key = keys.get(current.physicalId)
      if (!key) throw notFound('Invalid API Key identifier specified')
      const { description: _, ...rest } = key
      const { Name, Description, Enabled, Tags } = properties
      keys.put({
        ...rest,
        name: Name ?? context.physicalName(),
        ...(Description !== undefined && { description: Description }),
        enabled: Enabled,
        tags: tagsOf(Tags),
        updatedAt: cloud.clock.now(),
      })
      return deployed(key.id)
    },
    delete({ physicalId }) {
      keys.remove(physicalId)
    },
  })
}
