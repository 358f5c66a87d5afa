import { accessLogsOf } from '@tenantry/contracts/log-groups.ts'
import { Aws, Stack } from 'aws-cdk-lib'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { logs } from './logs.ts'

/** The access log of the one API of a stack. Other stacks know the group by its name. */
export function accessLogs(scope: Construct, apiId: string): LogGroup {
  const stack = Stack.of(scope)
  const found = stack.node.tryFindChild(`${apiId}AccessLogs`)
  return found instanceof LogGroup ? found : logs(stack, `${apiId}Access`, { name: accessLogsOf(Aws.STACK_NAME) })
}

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
  /** Milliseconds since the epoch. */
  at: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  route: '$context.resourcePath',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  tenantId: '$context.authorizer.tenantId',
  tier: '$context.authorizer.tier',
  error: '$context.error.responseType',
} as const
