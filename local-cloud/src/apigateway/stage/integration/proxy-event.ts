import { addressOf } from '../addressed-as.ts'
import type { Exchange } from '../exchange.ts'
import { requestTime } from '../templates/request-time.ts'

// AWS writes these names its own way whatever the client sent, all others as it did; hop-by-hop headers end at the gateway.
const WRITTEN: Record<string, string> = { authorization: 'Authorization', 'user-agent': 'User-Agent', host: 'Host' }
const NOT_PASSED = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
])

/** The event of a Lambda proxy integration. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format */
export function proxyEvent(exchange: Exchange): object {
  const { body } = exchange.request
  return {
    ...requestShape(exchange),
    requestContext: requestContext(exchange),
    body: body.length === 0 ? null : body.toString('utf8'),
    isBase64Encoded: false,
  }
}

/** The members that a proxy event and the event of a REQUEST authorizer have in common. */
export function requestShape(exchange: Exchange): object {
  const { request, method, stage, pathParameters } = exchange
  const multiValueHeaders = passedHeaders(exchange)
  const multiValueQueryStringParameters = queryParameters(request.query)
  return {
    resource: method?.resourcePath,
    path: addressOf(exchange).eventPath,
    httpMethod: request.method,
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: multiValueQueryStringParameters && lastValues(multiValueQueryStringParameters),
    multiValueQueryStringParameters,
    pathParameters,
    stageVariables: stage.variables,
  }
}

/** What the function learns about the request beyond HTTP. */
export function requestContext(exchange: Exchange): object {
  const { request, stage, method, authorizer, apiKey } = exchange
  const { domainName, domainPrefix, fullPath } = addressOf(exchange)
  return {
    accountId: stage.accountId,
    apiId: stage.apiId,
    ...(authorizer && {
      authorizer: {
        ...authorizer.context,
        principalId: authorizer.principalId,
        integrationLatency: exchange.authorizerLatency ?? 0,
      },
    }),
    deploymentId: stage.deploymentId,
    domainName,
    domainPrefix,
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    identity: {
      accessKey: null,
      accountId: null,
      ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
      caller: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.sourceIp,
      user: null,
      userAgent: request.headers['user-agent']?.at(-1) ?? null,
      userArn: null,
    },
    path: fullPath,
    protocol: 'HTTP/1.1',
    requestId: exchange.requestId,
    requestTime: requestTime(exchange.startedAt),
    requestTimeEpoch: exchange.startedAt,
    resourceId: method?.resourceId,
    resourcePath: method?.resourcePath,
    stage: stage.name,
  }
}

function passedHeaders({ request, traceId }: Exchange): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null)
  for (const name in request.headers) {
    const values = request.headers[name]
    if (values && !NOT_PASSED.has(name)) headers[WRITTEN[name] ?? request.headerNames[name] ?? name] = values
  }
  const via = request.headers['x-forwarded-for']
  headers['X-Amzn-Trace-Id'] = [traceId]
  headers['X-Forwarded-For'] = [via ? `${via.join(', ')}, ${request.sourceIp}` : request.sourceIp]
  headers['X-Forwarded-Port'] = ['443']
  headers['X-Forwarded-Proto'] = ['https']
  return headers
}

function queryParameters(query: string): Record<string, string[]> | null {
  if (query === '') return null
  // No prototype: clients choose these names.
  const parameters: Record<string, string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(query)) {
    const values = parameters[name]
    if (values) values.push(value)
    else parameters[name] = [value]
  }
  return parameters
}

const lastValues = (multi: Record<string, string[]>): Record<string, string> => {
  const single: Record<string, string> = Object.create(null)
  for (const name in multi) single[name] = multi[name]?.at(-1) ?? ''
  return single
}
