import type * as z from 'zod'
import { Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Call, Operation } from '../core/service.ts'
import { invalidParameter } from './errors.ts'

type Run<Input> = (input: Input, call: Call) => unknown

/** An operation that needs no AWS credentials: a password, a code or a token in the request speaks for the user. */
export function publicOperation<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  run: Run<z.output<Schema>>,
): Operation {
  return { access: 'public', run: (input, call) => run(parse(name, schema, input), call) }
}

/** An operation on one user pool, allowed by IAM as `cognito-idp:<name>` on the pool's ARN. */
export function poolOperation<Schema extends z.ZodType<{ UserPoolId: string }>>(
  context: CloudContext,
  name: string,
  schema: Schema,
  run: Run<z.output<Schema>>,
): Operation {
  return {
    access(input) {
      const { UserPoolId } = parse(name, schema, input)
      return [{ action: `cognito-idp:${name}`, resource: poolArn(context, UserPoolId) }]
    },
    run: (input, call) => run(parse(name, schema, input), call),
  }
}

/** `arn:aws:cognito-idp:<region>:<account>:userpool/<pool id>` */
export function poolArn({ region, accountId }: CloudContext, poolId: string): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`
}

/** The input, or the first thing that is wrong with it in Cognito's words; a member that is not implemented fails by name. */
export function parse<Schema extends z.ZodType>(name: string, schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path.map(String) ?? []
  if (issue?.code === 'unrecognized_keys') {
    throw new Unsupported(`${[...path, issue.keys[0]].join('.')} of Cognito's ${name}`)
  }
  const member = path.map((part) => part.charAt(0).toLowerCase() + part.slice(1)).join('.')
  const found = '1 validation error detected: Value'
  if (issue?.input === undefined || issue.input === null) {
    throw invalidParameter(`${found} null at '${member}' failed to satisfy constraint: Member must not be null`)
  }
  throw invalidParameter(`${found} at '${member}' failed to satisfy constraint: ${issue.message}`)
}
