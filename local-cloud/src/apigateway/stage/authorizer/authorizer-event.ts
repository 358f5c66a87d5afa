import type { Authorizer } from '../../stores/rest-api-config.ts'
import type { Exchange } from '../exchange.ts'
import { requestContext, requestShape } from '../integration/proxy-event.ts'

/** What a Lambda authorizer is asked. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
export function authorizerEvent(
  exchange: Exchange,
  type: Authorizer['type'],
  methodArn: string,
  token: string | null,
): object {
  if (type === 'TOKEN') return { type, methodArn, authorizationToken: token }
  return { type, methodArn, ...requestShape(exchange), requestContext: requestContext(exchange) }
}
