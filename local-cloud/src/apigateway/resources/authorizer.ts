import * as z from 'zod'
import { stableToken } from '../../core/ids.ts'
import { resourceType } from '../../core/resource-type.ts'
import { badRequest, limitExceeded } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { AUTHORIZER_TTL_SECONDS, MAX_AUTHORIZERS_PER_API } from '../limits.ts'
import { compileAuthorizer } from '../stage/authorizer/compile-authorizer.ts'
import type { Authorizer } from '../stores/rest-api-config.ts'
import { childOf, idsOf } from './child-id.ts'
import { gatewayAccess } from './gateway-access.ts'
import { functionArnOf } from './lambda-uri.ts'

const Properties = z.strictObject({
  RestApiId: z.string(),
  Name: z.string(),
  Type: z.enum(['TOKEN', 'REQUEST']),
  AuthorizerUri: z.string(),
  /** Expressions, separated by commas. */
  IdentitySource: z.string().optional(),
  IdentityValidationExpression: z.string().optional(),
  AuthorizerResultTtlInSeconds: z
    .number()
    .int()
    .min(0)
    .max(AUTHORIZER_TTL_SECONDS.max)
    .default(AUTHORIZER_TTL_SECONDS.default),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-authorizer.html */
export function authorizerType(gateway: Gateway) {
  const { config, compiler } = gateway
  const check = (authorizer: Authorizer) => compileAuthorizer(authorizer, compiler.invoker, compiler.results)
  const store = (properties: z.infer<typeof Properties>, id: string) => {
    const authorizer = authorizerOf(properties, id)
    check(authorizer)
    config.put('authorizer', properties.RestApiId, id, authorizer)
    return { ...childOf(properties.RestApiId, id), attributes: { AuthorizerId: id } }
  }
  return resourceType({
    type: 'AWS::ApiGateway::Authorizer',
    attributes: ['AuthorizerId'],
    properties: Properties,
    createOnly: ['RestApiId'],
    meaningless: { AuthType: 'a note for import and export' },
    access: gatewayAccess(gateway, ({ RestApiId }) => `restapis/${RestApiId}/authorizers`),
    check: (properties) => void check(authorizerOf(properties, '')),
    create(properties, context) {
      const id = stableToken(6, context.physicalName())
      const others = config.list('authorizer', properties.RestApiId).filter((one) => one.id !== id)
      if (others.length >= MAX_AUTHORIZERS_PER_API) {
        throw limitExceeded(`Maximum number of authorizers of API ${properties.RestApiId} has been reached`)
      }
      return store(properties, id)
    },
    update: (properties, current) => store(properties, idsOf(current)[1]),
    delete(current) {
      config.remove('authorizer', ...idsOf(current))
    },
  })
}

function authorizerOf(properties: z.infer<typeof Properties>, id: string): Authorizer {
  const { Type, Name, AuthorizerUri, IdentitySource = '', IdentityValidationExpression } = properties
  const identitySources = IdentitySource.split(',')
    .map((expression) => expression.trim())
    .filter(Boolean)
  const token = identitySources.length === 1 && identitySources[0]?.startsWith('method.request.header.')
  if (Type === 'TOKEN' && !token) {
    throw badRequest('Invalid identity source specified: a TOKEN authorizer takes one request header')
  }
  if (Type === 'REQUEST' && identitySources.length === 0 && properties.AuthorizerResultTtlInSeconds > 0) {
    throw badRequest('Identity source is required when caching is enabled')
  }
  return {
    id,
    name: Name,
    type: Type,
    functionArn: functionArnOf(AuthorizerUri),
    identitySources,
    identityValidationExpression: (Type === 'TOKEN' && IdentityValidationExpression) || null,
    resultTtl: properties.AuthorizerResultTtlInSeconds,
  }
}
