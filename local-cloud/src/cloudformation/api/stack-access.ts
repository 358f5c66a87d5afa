import { AwsError } from '../../core/aws-error.ts'
import type { Access } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import type { Stack } from '../stack-store.ts'

/** An operation on one stack, or on all of them when none is named. */
export function stackAccess({ stacks, context }: Engine, action: string, stackName: string | undefined): Access[] {
  const arn = (name: string) => `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${name}/*`
  const resource = stackName === undefined ? '*' : (stacks.get(stackName)?.id ?? arn(stackName))
  return [{ action: `cloudformation:${action}`, resource }]
}

/** A stack by name or ARN, or the error that AWS answers. */
export function existingStack({ stacks }: Engine, stackName: string | undefined): Stack {
  const stack = stackName === undefined ? undefined : stacks.get(stackName)
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${stackName} does not exist`)
  return stack
}
