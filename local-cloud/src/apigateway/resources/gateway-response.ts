import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import { notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { compileGatewayResponse, isGatewayResponseType } from '../stage/templates/compile-gateway-response.ts'
import type { GatewayResponse } from '../stores/rest-api-config.ts'
import { childOf, idsOf } from './child-id.ts'
import { gatewayAccess } from './gateway-access.ts'

const texts = z.record(z.string(), z.string()).default({})
const Properties = z.strictObject({
  RestApiId: z.string(),
  ResponseType: z.string().refine(isGatewayResponseType, 'is not a gateway response type'),
  StatusCode: z
    .string()
    .regex(/^[1-5]\d\d$/)
    .optional(),
  ResponseParameters: texts,
  ResponseTemplates: texts,
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-gatewayresponse.html */
export function gatewayResponseType(gateway: Gateway) {
  const { config } = gateway
  const store = (properties: z.infer<typeof Properties>) => {
    const { RestApiId, ResponseType } = properties
    if (!config.get('rest-api', '', RestApiId)) throw notFound('Invalid API identifier specified')
    config.put('gateway-response', RestApiId, ResponseType, checkedResponse(properties))
    const id = childOf(RestApiId, ResponseType)
    return { ...id, attributes: { Id: id.physicalId } }
  }
  return resourceType({
    type: 'AWS::ApiGateway::GatewayResponse',
    attributes: ['Id'],
    properties: Properties,
    createOnly: ['RestApiId', 'ResponseType'],
    named: {
      by: ({ RestApiId, ResponseType }) => childOf(RestApiId, ResponseType).physicalId,
      exists: (id) => config.get('gateway-response', ...idsOf({ physicalId: id })) !== undefined,
    },
    access: gatewayAccess(gateway, ({ RestApiId }) => `restapis/${RestApiId}/gatewayresponses`, {
      by: 'PUT',
      id: ({ properties }) => properties.ResponseType,
    }),
    check: (properties) => void checkedResponse(properties),
    create: store,
    update: store,
    delete(current) {
      config.remove('gateway-response', ...idsOf(current))
    },
  })
}

/** Mappings that cannot be rendered fail here. */
function checkedResponse(properties: z.infer<typeof Properties>): GatewayResponse {
  const response = {
    responseType: properties.ResponseType,
    statusCode: properties.StatusCode ?? null,
    responseParameters: properties.ResponseParameters,
    responseTemplates: properties.ResponseTemplates,
  }
  compileGatewayResponse(response)
  return response
}
