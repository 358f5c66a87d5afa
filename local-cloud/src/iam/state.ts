import type { CloudContext } from '../core/cloud-context.ts'
import { createPolicyStore, type PolicyStore } from './stores/policy-store.ts'
import { createRoleStore, type RoleStore } from './stores/role-store.ts'
import { createSessionStore, type SessionStore } from './stores/session-store.ts'

/** Everything that IAM keeps. */
export interface IamState {
  roles: RoleStore
  policies: PolicyStore
  sessions: SessionStore
}

export function createIamState(context: CloudContext): IamState {
  const policies = createPolicyStore(context)
  return { policies, roles: createRoleStore(context, policies), sessions: createSessionStore(context) }
}
