import { ERROR_STATUS, type ErrorCode } from '@tenantry/contracts/error-codes.ts'
import { type ResponseType as GatewayResponseType, ResponseType, type RestApi } from 'aws-cdk-lib/aws-apigateway'

interface Mapping {
  type: GatewayResponseType
  code: ErrorCode
  message: string
  headers?: Record<string, string>
}

// AWS answers an unknown route with "403 Missing Authentication Token"; for a client it is a 404.
const MAPPINGS: Mapping[] = [
  {
    type: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    code: 'NOT_FOUND',
    message: 'There is no such route; see /openapi.json.',
  },
  {
    type: ResponseType.UNAUTHORIZED,
    code: 'UNAUTHORIZED',
    message: 'Send a valid access token as "Authorization: Bearer <token>".',
  },
  { type: ResponseType.INVALID_API_KEY, code: 'FORBIDDEN', message: 'The tenant has no usage plan on this API.' },
  { type: ResponseType.REQUEST_TOO_LARGE, code: 'PAYLOAD_TOO_LARGE', message: 'The request is larger than 10 MB.' },
  {
    type: ResponseType.UNSUPPORTED_MEDIA_TYPE,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'Send "Content-Type: application/json".',
  },
  {
    type: ResponseType.INTEGRATION_TIMEOUT,
    code: 'TIMEOUT',
    message: 'The service did not answer in time; try again.',
  },
  {
    type: ResponseType.INTEGRATION_FAILURE,
    code: 'INTERNAL',
    message: 'The service failed; its log says why under this request id.',
  },
  { type: ResponseType.DEFAULT_4XX, code: 'INVALID_REQUEST', message: 'The gateway refused the request.' },
  {
    type: ResponseType.DEFAULT_5XX,
    code: 'INTERNAL',
    message: 'The service failed; its log says why under this request id.',
  },
]

/** Which limit was met, and when to come back. A caller of a metered API has met their tier's: what it is, `GET /tiers` says. */
function limits(metered: boolean): Mapping[] {
  const tier = "of the tenant's tier, $context.authorizer.tier,"
  return [
    {
      type: ResponseType.THROTTLED,
      code: 'THROTTLED',
      message: metered
        ? `The request rate ${tier} is exceeded; try again after a second.`
        : 'Too many requests; try again after a second.',
      headers: { 'Retry-After': '1' },
    },
    {
      type: ResponseType.QUOTA_EXCEEDED,
      code: 'QUOTA_EXCEEDED',
      message: `The monthly quota ${tier} is used up; it begins anew with the next month (UTC).`,
      headers: { 'Retry-After': '3600' },
    },
  ]
}

// Which of the reasons for a refusal it was is what the authorizer says; see the authorizer's `denial`.
const DENIED = {
  code: '$context.authorizer.denial',
  message: 'The caller may not do this: role, membership or state of the tenant forbid it.',
  requestId: '$context.requestId',
}

/** Gives the errors that the gateway itself makes the shape of all others: `{ code, message, requestId }`. */
export function gatewayResponses(api: RestApi, { metered }: { metered: boolean }): void {
  for (const { type, code, message, headers = {} } of [...MAPPINGS, ...limits(metered)]) {
    api.addGatewayResponse(type.responseType, {
      type,
      statusCode: String(ERROR_STATUS[code]),
      responseHeaders: responseHeaders(headers),
      templates: { 'application/json': JSON.stringify({ code, message, requestId: '$context.requestId' }) },
    })
  }
  api.addGatewayResponse(ResponseType.ACCESS_DENIED.responseType, {
    type: ResponseType.ACCESS_DENIED,
    statusCode: String(ERROR_STATUS.FORBIDDEN),
    responseHeaders: responseHeaders({}),
    templates: { 'application/json': JSON.stringify(DENIED) },
  })
}

/** A browser reads a gateway's own answer, and its Retry-After, only when these two headers allow it. */
function responseHeaders(headers: Record<string, string>): Record<string, string> {
  const all = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag,Retry-After,x-amzn-RequestId',
    ...headers,
  }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, `'${value}'`]))
}
