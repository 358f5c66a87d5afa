import { AwsError } from '../core/aws-error.ts'
import type { Principal } from '../core/principal.ts'
import type { ResourceChange, ResourceType } from '../core/resource-type.ts'
import type { StackOperation } from './stack-operation.ts'
import type { Engine, StackRun } from './stack-run.ts'
import type { Stack } from './stores/stack-store.ts'

/** How long an assumed service role lasts; it is only looked at inside this process. */
const SESSION_SECONDS = 3600
const SESSION_NAME = 'AWSCloudFormation'

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
      sessionName: SESSION_NAME,
      durationSeconds: SESSION_SECONDS,
    }).session
  } catch (error) {
    if (error instanceof AwsError)
      throw new AwsError('ValidationError', `Role ${roleArn} is invalid or cannot be assumed`)
    throw error
  }
}

/**
 * Of an operation that an earlier process began. A role that is gone by now has no rights left: what is still to be done is denied
 * resource by resource, and the stack says so.
 */
export function principalAtResumption(engine: Engine, stack: Stack, operation: StackOperation): Principal {
  try {
    return principalOf(engine, stack, operation)
  } catch (error) {
    if (stack.roleArn === null || !(error instanceof AwsError)) throw error
    const roleName = stack.roleArn.slice(stack.roleArn.lastIndexOf('/') + 1)
    const { accountId } = engine.context
    return {
      kind: 'role-session',
      arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${SESSION_NAME}`,
      ...{ accountId, roleName, roleArn: stack.roleArn, roleId: '', sessionName: SESSION_NAME },
      ...{ accessKeyId: '', tags: {}, sessionPolicy: null, expiresAt: 0 },
    }
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
