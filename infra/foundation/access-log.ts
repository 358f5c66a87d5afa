/**
 * The fields of an access log line. A closed list: what the authorizer returns besides the tenant's name tag is a secret, and messages of
 * failed functions ($context.authorizer.error, $context.integrationErrorMessage) may quote one. The ids lead to the functions' logs instead:
 * an authorizer is not told the request's own id, so its id joins the two. `-` where it was not asked because its answer was cached.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  authorizerRequestId: '$context.authorizer.requestId',
  functionRequestId: '$context.integration.requestId',
  sourceIp: '$context.identity.sourceIp',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  tenantId: '$context.authorizer.tenantId',
  tier: '$context.authorizer.tier',
  error: '$context.error.responseType',
} as const
