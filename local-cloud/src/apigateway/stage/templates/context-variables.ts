import { addressOf } from '../addressed-as.ts'
import type { Exchange } from '../exchange.ts'
import type { StageResponse } from '../stage-request.ts'
import { requestTime } from './request-time.ts'

export type Variable = (exchange: Exchange, answer?: Answer) => string | number | null | undefined

/** What is known only when the answer is: access logs read it. */
export interface Answer {
  response: StageResponse
  /** Milliseconds since the epoch. */
  at: number
}

const nothing: Variable = () => null

/** What a gateway response may say. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html */
export const RESPONSE_VARIABLES: Record<string, Variable> = {
  requestId: (exchange) => exchange.requestId,
  extendedRequestId: (exchange) => exchange.extendedRequestId,
  'error.message': (exchange) => exchange.error?.text,
  'error.messageString': (exchange) => JSON.stringify(exchange.error?.text ?? null),
  'error.responseType': (exchange) => exchange.error?.responseType,
  // Set by request validators, which the local cloud does not have.
  'error.validationErrorString': nothing,
}

/** What an access log may say. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
export const LOG_VARIABLES: Record<string, Variable> = {
  ...RESPONSE_VARIABLES,
  accountId: ({ stage }) => stage.accountId,
  apiId: ({ stage }) => stage.apiId,
  stage: ({ stage }) => stage.name,
  deploymentId: ({ stage }) => stage.deploymentId,
  'customDomain.basePathMatched': (exchange) => addressOf(exchange).basePath,
  domainName: (exchange) => addressOf(exchange).domainName,
  domainPrefix: (exchange) => addressOf(exchange).domainPrefix,
  httpMethod: ({ request }) => request.method,
  path: (exchange) => addressOf(exchange).fullPath,
  protocol: () => 'HTTP/1.1',
  requestTime: ({ startedAt }) => requestTime(startedAt),
  requestTimeEpoch: ({ startedAt }) => startedAt,
  resourceId: ({ method }) => method?.resourceId,
  resourcePath: ({ method }) => method?.resourcePath,
  status: (_, answer) => answer?.response.status,
  responseLength: (_, answer) => answer?.response.body.length,
  responseLatency: ({ startedAt }, answer) => (answer ? answer.at - startedAt : null),
  integrationLatency: (exchange) => exchange.integrationLatency,
  integrationStatus: (exchange) => exchange.integrationStatus,
  integrationErrorMessage: (exchange) => (exchange.integrationLatency === null ? null : exchange.error?.reason),
  'integration.latency': (exchange) => exchange.integrationLatency,
  'integration.status': (exchange) => exchange.integrationStatus,
  'integration.integrationStatus': (exchange) => exchange.integrationStatus,
  'integration.requestId': (exchange) => exchange.integrationRequestId,
  'integration.error': (exchange) => (exchange.integrationLatency === null ? null : exchange.error?.reason),
  'authorizer.latency': (exchange) => exchange.authorizerLatency,
  'authorizer.integrationLatency': (exchange) => exchange.authorizerLatency,
  'authorizer.requestId': ({ authorizerRequestId }) => authorizerRequestId,
  'authorizer.error': ({ error }) => (error?.responseType.startsWith('AUTHORIZER') ? error.reason : null),
  'identity.sourceIp': ({ request }) => request.sourceIp,
  'identity.userAgent': ({ request }) => request.headers['user-agent']?.at(-1),
  'identity.apiKey': ({ apiKey }) => apiKey?.value,
  'identity.apiKeyId': ({ apiKey }) => apiKey?.id,
  // Set under IAM or Cognito authorization only, which no method here has.
  'identity.user': nothing,
  'identity.caller': nothing,
  'identity.userArn': nothing,
  'identity.accountId': nothing,
  'identity.principalOrgId': nothing,
  xrayTraceId: ({ traceId }) => traceId,
}

/** `$context.authorizer.<key>`: what the authorizer returned under that name. */
export function authorizerVariable(key: string): Variable {
  return ({ authorizer }) => (key === 'principalId' ? authorizer?.principalId : authorizer?.context[key])
}
