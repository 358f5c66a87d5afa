/**
 * What the gateway answers by itself. Status by default, and the `x-amzn-ErrorType` that AWS sends with it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const GATEWAY_RESPONSES = {
  DEFAULT_4XX: { status: 400, errorType: 'BadRequestException' },
  DEFAULT_5XX: { status: 500, errorType: 'InternalServerErrorException' },
  ACCESS_DENIED: { status: 403, errorType: 'AccessDeniedException' },
  API_CONFIGURATION_ERROR: { status: 500, errorType: 'InternalServerErrorException' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, errorType: 'AuthorizerConfigurationException' },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerFailureException' },
  BAD_REQUEST_BODY: { status: 400, errorType: 'BadRequestException' },
  BAD_REQUEST_PARAMETERS: { status: 400, errorType: 'BadRequestException' },
  EXPIRED_TOKEN: { status: 403, errorType: 'ExpiredTokenException' },
  INTEGRATION_FAILURE: { status: 504, errorType: 'InternalServerErrorException' },
  INTEGRATION_TIMEOUT: { status: 504, errorType: 'InternalServerErrorException' },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException' },
  INVALID_SIGNATURE: { status: 403, errorType: 'InvalidSignatureException' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, errorType: 'MissingAuthenticationTokenException' },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException' },
  REQUEST_TOO_LARGE: { status: 413, errorType: 'RequestTooLargeException' },
  RESOURCE_NOT_FOUND: { status: 404, errorType: 'NotFoundException' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException' },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, errorType: 'BadRequestException' },
  WAF_FILTERED: { status: 403, errorType: 'ForbiddenException' },
} as const

export type GatewayResponseType = keyof typeof GATEWAY_RESPONSES

/** Ends a request with a gateway response. */
export class GatewayError extends Error {
  readonly responseType: GatewayResponseType
  /** `$context.error.message`; AWS has none for a failed authorizer. */
  readonly text: string | null
  /** Unless a gateway response says otherwise. */
  readonly status: number
  /** Why, for the local cloud's own log: clients never see it. */
  readonly reason: string | null

  constructor(
    responseType: GatewayResponseType,
    text: string | null,
    { status, reason }: { status?: number; reason?: string } = {},
  ) {
    super(text ?? responseType)
    this.name = responseType
    this.responseType = responseType
    this.text = text
    this.status = status ?? GATEWAY_RESPONSES[responseType].status
    this.reason = reason ?? null
  }
}

/** What callers see of every failure of an integration. */
export const integrationError = (status: 500 | 502, reason: string): GatewayError =>
  new GatewayError('DEFAULT_5XX', 'Internal server error', { status, reason })
