import { functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import { ArnFormat, Aws, Stack } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { allowWithWildcard } from './allow-with-wildcard.ts'
import { logs } from './logs.ts'

/**
 * The one log group of all functions of a stack. One for each function would be as many resources more, and as many subscriptions; which
 * function a line is of, its stream says. Other stacks know the group by its name.
 */
export function functionLogs(scope: Construct): LogGroup {
  const stack = Stack.of(scope)
  const found = stack.node.tryFindChild('FunctionLogs')
  return found instanceof LogGroup ? found : logs(stack, 'Function', { name: functionLogsOf(Aws.STACK_NAME) })
}

/** Each `?` is one character: a stream that begins with another function's name, and has this one's behind it, is not its own. */
const DAY = '????/??/??'

/** Lets the role of a function write the function's own streams, and no line in the name of another function. */
export function mayWriteLogs(
  { role }: { role: Role },
  { logGroup, functionName, id }: { logGroup: LogGroup; functionName: string; id: string },
): void {
  role.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['logs:CreateLogStream'], resources: [logGroup.logGroupArn] }),
  )
  const streams = Stack.of(logGroup).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${logGroup.logGroupName}:log-stream:${DAY}/${functionName}[*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })
  allowWithWildcard(
    { role },
    {
      sid: `LogsOf${id}`,
      actions: ['logs:PutLogEvents'],
      resources: [streams],
      reason: "A stream's name has the day before the name of the function, and a random id behind it.",
    },
  )
}
