import { AwsError } from '../../core/aws-error.ts'
import type { Iam } from '../../core/faces.ts'
import type { Principal } from '../../core/principal.ts'
import { allowsService } from '../../iam/resource-policy.ts'
import type { FunctionRecord } from '../function-record.ts'
import type { PermissionStore } from '../stores/permission-store.ts'

const action = 'lambda:InvokeFunction'

/** Services need a statement of the function's resource policy, everyone else a policy of their own. Throws AccessDeniedException. */
export function authorizeInvocation(
  { iam, permissions }: { iam: Iam; permissions: PermissionStore },
  fn: FunctionRecord,
  caller: Principal,
): void {
  if (caller.kind !== 'service') {
    iam.authorize(caller, [{ action, resource: fn.arn }], 'AccessDeniedException')
    return
  }
  const { service, sourceArn, sourceAccount } = caller
  const request = { service, sourceArn, sourceAccount, action, resource: fn.arn }
  if (allowsService(permissions.statements(fn.name), request)) return
  throw new AwsError(
    'AccessDeniedException',
    `User: ${service} is not authorized to perform: ${action} on resource: ${fn.arn} because no resource-based policy allows the ${action} action (for ${sourceArn})`,
    403,
  )
}
