import * as z from 'zod'
import { resourceType } from '../../core/resource-type.ts'
import { badRequest, notFound } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { mock } from '../stage/integration/mock.ts'
import type { Method } from '../stores/rest-api-config.ts'
import { childOf, idsOf } from './child-id.ts'
import { gatewayAccess } from './gateway-access.ts'
import { IntegrationProperties, integrationOf } from './integration-properties.ts'

const Properties = z.strictObject({
  RestApiId: z.string(),
  ResourceId: z.string(),
  HttpMethod: z.enum(['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']),
  AuthorizationType: z.enum(['NONE', 'CUSTOM']),
  AuthorizerId: z.string().optional(),
  ApiKeyRequired: z.boolean().default(false),
  Integration: IntegrationProperties,
  MethodResponses: z
    .array(
      z.strictObject({
        StatusCode: z.string(),
        ResponseParameters: z.record(z.string(), z.boolean()).default({}),
        ResponseModels: z.strictObject({ 'application/json': z.enum(['Empty', 'Error']).optional() }).optional(),
      }),
    )
    .default([]),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html */
export function methodType(gateway: Gateway) {
  const { config } = gateway
  const store = (properties: z.infer<typeof Properties>) => {
    const { RestApiId, ResourceId, HttpMethod } = properties
    if (!config.get('resource', RestApiId, ResourceId)) throw notFound('Invalid Resource identifier specified')
    if (properties.AuthorizerId && !config.get('authorizer', RestApiId, properties.AuthorizerId)) {
      throw badRequest(
        'Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer.',
      )
    }
    const method = checkedMethod(properties)
    config.put('method', RestApiId, `${ResourceId}/${HttpMethod}`, method)
    return { ...childOf(RestApiId, `${ResourceId}/${HttpMethod}`), attributes: {} }
  }
  return resourceType({
    type: 'AWS::ApiGateway::Method',
    attributes: [],
    properties: Properties,
    createOnly: ['RestApiId', 'ResourceId', 'HttpMethod'],
    named: {
      by: ({ RestApiId, ResourceId, HttpMethod }) => childOf(RestApiId, `${ResourceId}/${HttpMethod}`).physicalId,
      exists: (id) => config.get('method', ...idsOf({ physicalId: id })) !== undefined,
    },
    meaningless: { OperationName: 'a name for generated SDKs' },
    access: gatewayAccess(
      gateway,
      ({ RestApiId, ResourceId }) => `restapis/${RestApiId}/resources/${ResourceId}/methods`,
      {
        by: 'PUT',
        id: ({ properties }) => properties.HttpMethod,
      },
    ),
    check: (properties) => void checkedMethod(properties),
    create: store,
    update: (properties, current) => ({ ...current, ...store(properties) }),
    delete(current) {
      config.remove('method', ...idsOf(current))
    },
  })
}

/** Mappings that cannot be rendered fail here. */
function checkedMethod(properties: z.infer<typeof Properties>): Method {
  const method = methodOf(properties)
  if (method.integration.type === 'MOCK') mock(method.integration, method)
  return method
}

function methodOf(properties: z.infer<typeof Properties>): Method {
  const custom = properties.AuthorizationType === 'CUSTOM'
  if (custom && !properties.AuthorizerId) {
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM requires a valid authorizer.',
    )
  }
  return {
    resourceId: properties.ResourceId,
    httpMethod: properties.HttpMethod,
    authorizerId: custom ? (properties.AuthorizerId ?? null) : null,
    apiKeyRequired: properties.ApiKeyRequired,
    integration: integrationOf(properties.Integration),
    methodResponses: properties.MethodResponses.map((response) => ({
      statusCode: response.StatusCode,
      responseParameters: Object.keys(response.ResponseParameters),
    })),
  }
}
