import type * as z from 'zod'
import type { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { InputIssue } from '../core/operation-input.ts'
import { parsedOperation } from '../core/parsed-operation.ts'
import { isMissing } from '../core/run-operation.ts'
import type { Call, Operation } from '../core/service.ts'
import { invalidParameter } from './errors.ts'
import { PoolId } from './inputs.ts'

type Run<Input> = (input: Input, call: Call) => unknown

/** An operation that needs no AWS credentials: a password, a code or a token in the request speaks for the user. */
export function publicOperation<Schema extends z.ZodType>(
  input: Schema,
  run: Run<z.output<Schema>>,
  meaningless: Record<string, string> = {},
): Operation {
  return parsedOperation({ input, meaningless, access: 'public', run })
}

/** An operation on one user pool, allowed by IAM as `cognito-idp:<name>` on the pool's ARN. */
export function poolOperation<Schema extends z.ZodType<{ UserPoolId: string }>>(
  context: CloudContext,
  name: string,
  input: Schema,
  run: Run<z.output<Schema>>,
  meaningless: Record<string, string> = {},
): Operation {
  return parsedOperation({
    input,
    meaningless,
    access: ({ UserPoolId }) => [
      { action: `cognito-idp:${name}`, resource: poolArn(context, PoolId.catch('').parse(UserPoolId)) },
    ],
    run,
  })
}

/** `arn:aws:cognito-idp:<region>:<account>:userpool/<pool id>` */
export function poolArn({ region, accountId }: CloudContext, poolId: string): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`
}

/** Cognito's words for an input that does not fit. */
export function invalidInput(issue: InputIssue): AwsError {
  const member = issue.path.map((part) => String(part).replace(/^./, (first) => first.toLowerCase())).join('.')
  const [value, constraint] = isMissing(issue) ? ['Value null', 'Member must not be null'] : ['Value', issue.message]
  return invalidParameter(
    `1 validation error detected: ${value} at '${member}' failed to satisfy constraint: ${constraint}`,
  )
}
