/** The fields of an access log line. A closed list: what the authorizer returns besides the tenant's name tag is a secret. */
export const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
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
