import { AwsError } from '../core/aws-error.ts'
import type { Principal } from '../core/principal.ts'
import type { ResourceChange, ResourceType } from '../core/resource-type.ts'
import type { StackOperation } from './stack-operation.ts'
import type { Engine, StackRun } from './stack-run.ts'
import type { Stack } from './stores/stack-store.ts'

/** How long an assumed service role lasts; it is only looked at inside this process. */
const SESSION_SECONDS = 3600

/**
 * Whose rights an operation has: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
 * A role that cannot be assumed refuses the operation before anything is touched.
 */
export function principalOf({ iam }: Engine, { roleArn }: Stack, { requestedBy }: StackOperation): Principal {
  if (roleArn === null) return requestedBy
  try {
    return iam.assumeForService({
      roleArn,
      service: 'cloudformation.amazonaws.com',
      sessionName: 'AWSCloudFormation',
      durationSeconds: SESSION_SECONDS,
    }).session
  } catch (error) {
    if (error instanceof AwsError)
      throw new AwsError('ValidationError', `Role ${roleArn} is invalid or cannot be assumed`)
    throw error
  }
}

/** Asks IAM about every call that CloudFormation would make for a change of one resource. */
export function authorizeChange(
  { engine, principal }: StackRun,
  type: ResourceType,
  change: Omit<ResourceChange, 'arn'>,
): void {
  if (principal.kind === 'root') return
  const { region, accountId } = engine.context
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`
  engine.iam.authorize(principal, type.access({ ...change, arn }), 'AccessDenied')
}
