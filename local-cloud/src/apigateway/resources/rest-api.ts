import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import { stableToken } from '../../core/ids.ts'
import { type Deployed, resourceType } from '../../core/resource-type.ts'
import { limitExceeded } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { MAX_REST_APIS } from '../limits.ts'
import type { RestApi } from '../stores/rest-api-config.ts'
import { gatewayAccess } from './gateway-access.ts'
import { meaninglessTags } from './tags.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-restapi.html */
export function restApiType(gateway: Gateway) {
  const {
    config,
    context: { clock },
  } = gateway
  const deployed = (api: RestApi): Deployed => ({
    physicalId: api.id,
    attributes: { RestApiId: api.id, RootResourceId: api.rootResourceId },
  })
  const requireRoom = ([type = 'EDGE']: RestApi['endpointTypes']) => {
    const alike = config.list('rest-api').filter(({ endpointTypes }) => endpointTypes.includes(type))
    if (alike.length >= MAX_REST_APIS[type]) throw limitExceeded('Maximum number of REST APIs has been reached')
  }
  return resourceType({
    type: 'AWS::ApiGateway::RestApi',
    attributes: ['RestApiId', 'RootResourceId'],
    properties: z.strictObject({
      Name: z.string().min(1),
      ApiKeySourceType: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
      EndpointConfiguration: z
        .strictObject({ Types: z.array(z.enum(['REGIONAL', 'EDGE'])).default(['EDGE']) })
        .default({ Types: ['EDGE'] }),
      DisableExecuteApiEndpoint: z.literal(false).optional(),
    }),
    meaningless: {
      ...meaninglessTags,
      Description: 'a text for people: no operation here reads it',
      FailOnWarnings: 'warnings arise from an imported Body only, which is not supported',
    },
    access: gatewayAccess(gateway, () => 'restapis'),
    create(properties, context) {
      const seed = context.physicalName()
      const id = stableToken(10, seed)
      const existing = config.get('rest-api', '', id)
      if (!existing) requireRoom(properties.EndpointConfiguration.Types)
      const api: RestApi = {
        id,
        name: properties.Name,
        apiKeySource: properties.ApiKeySourceType,
        endpointTypes: properties.EndpointConfiguration.Types,
        rootResourceId: stableToken(10, `${seed}/root`),
        createdAt: existing?.createdAt ?? clock.now(),
      }
      config.put('rest-api', '', id, api)
      config.put('resource', id, api.rootResourceId, { id: api.rootResourceId, parentId: null, pathPart: '' })
      return deployed(api)
    },
    update(properties, current) {
      const api = config.get('rest-api', '', current.physicalId)
      if (!api) throw new Unsupported(`changing the API ${current.physicalId}, which does not exist`)
      const changed: RestApi = {
        ...api,
        name: properties.Name,
        apiKeySource: properties.ApiKeySourceType,
        endpointTypes: properties.EndpointConfiguration.Types,
      }
      config.put('rest-api', '', api.id, changed)
      return deployed(changed)
    },
    delete({ physicalId }) {
      config.removeApi(physicalId)
      config.remove('rest-api', '', physicalId)
    },
  })
}
