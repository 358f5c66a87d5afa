import { AwsError } from '../../core/aws-error.ts'
import type { Access } from '../../core/service.ts'
import { templateError } from '../intrinsics/intrinsic.ts'
import type { Engine } from '../stack-run.ts'
import type { StackResource } from '../stores/resource-store.ts'
import type { Stack } from '../stores/stack-store.ts'

/** An operation on one stack, or on all of them when none is named. */
export function stackAccess({ stacks, context }: Engine, action: string, stackName: string | undefined): Access[] {
  const arn = (name: string) => `arn:aws:cloudformation:${context.region}:${context.accountId}:stack/${name}/*`
  const found = (name: string) => stacks.get(name) ?? stacks.deleted(name)
  const resource = stackName === undefined ? '*' : (found(stackName)?.id ?? arn(stackName))
  return [{ action: `cloudformation:${action}`, resource }]
}

/** A stack by name or ARN, by its ARN also when it is deleted; otherwise the error that AWS answers. */
export function knownStack({ stacks }: Engine, stackName: string): Stack {
  requireName(stackName)
  const stack = stacks.get(stackName) ?? stacks.deleted(stackName)
  if (!stack) throw new AwsError('ValidationError', `Stack with id ${stackName} does not exist`)
  return stack
}

/** Where an operation's input is read as it comes. */
function requireName(stackName: unknown): asserts stackName is string {
  if (typeof stackName === 'string' && stackName !== '') return
  throw templateError(
    "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
  )
}

/** A stack that is not deleted. */
export function existingStack({ stacks }: Engine, stackName: string): Stack {
  requireName(stackName)
  const stack = stacks.get(stackName)
  if (!stack) throw new AwsError('ValidationError', `Stack [${stackName}] does not exist`)
  return stack
}

/** A deleted stack has none: its name may be another's by now. */
export const resourcesOf = ({ resources }: Engine, { name, deletedAt }: Stack): StackResource[] =>
  deletedAt ? [] : resources.list(name)
