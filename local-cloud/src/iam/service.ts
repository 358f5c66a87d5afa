import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Iam } from '../core/faces.ts'
import { assumeForService } from './assume-for-service.ts'
import { authorize, type OnAccess } from './authorize.ts'
import { callerPolicies } from './caller-policies.ts'
import { roleOperations } from './operations/role-operations.ts'
import { managedPolicyResource } from './resources/managed-policy.ts'
import { policyResource } from './resources/policy.ts'
import { roleResource } from './resources/role.ts'
import { authenticate, type RootCredentials } from './sigv4/authenticate.ts'
import { createIamState, type IamState } from './state.ts'

/** What STS needs of IAM besides its face. */
export interface IamDirectory extends Pick<IamState, 'roles' | 'sessions'> {
  policiesOf: ReturnType<typeof callerPolicies>
  onAccess: OnAccess
}

/** IAM: who calls, what they may, and the roles that say so. */
export function iamService({
  context,
  root,
  onAccess = () => {},
}: {
  context: CloudContext
  root: RootCredentials
  /** Told of each access that a role's session asked for. */
  onAccess?: OnAccess | undefined
}) {
  const { accountId } = context
  const state = createIamState(context)
  const policiesOf = callerPolicies(state)
  return {
    name: 'iam',
    iam: {
      authenticate: authenticate({ context, sessions: state.sessions, root }),
      authorize: authorize({ context, policiesOf, onAccess }),
      assumeForService: assumeForService({ context, state }),
    },
    api: {
      name: 'iam',
      protocol: 'query',
      xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
      version: '2010-05-08',
      operations: roleOperations({ state, accountId }),
    },
    resourceTypes: [
      roleResource({ context, state }),
      policyResource({ state, accountId }),
      managedPolicyResource({ state, accountId }),
    ],
    directory: { roles: state.roles, sessions: state.sessions, policiesOf, onAccess },
  } satisfies CloudService & { iam: Iam; directory: IamDirectory }
}
