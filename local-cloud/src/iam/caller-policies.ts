import type { RoleSession } from '../core/principal.ts'
import { compilePolicy } from './policy/compile-policy.ts'
import type { ContextKeys } from './policy/context-lookup.ts'
import type { Policies } from './policy/evaluate.ts'
import type { Policy } from './policy/policy.ts'
import { sessionContext } from './principal-context.ts'
import type { IamState } from './state.ts'

/** What a session's own policies are, and what they can ask of it. */
export interface CallerPolicies extends Omit<Policies, 'resource'> {
  context: ContextKeys
}

const CACHED_SESSION_POLICIES = 2000

/** Finds the policies of sessions; session policies are compiled once. */
export function callerPolicies({ roles }: Pick<IamState, 'roles'>): (session: RoleSession) => CallerPolicies {
  const sessionPolicies = new Map<string, Policy>()

  const compiledSessionPolicy = (text: string): Policy => {
    let policy = sessionPolicies.get(text)
    if (!policy) {
      policy = compilePolicy(text, 'identity')
      if (sessionPolicies.size >= CACHED_SESSION_POLICIES) sessionPolicies.clear()
      sessionPolicies.set(text, policy)
    }
    return policy
  }

  return (session) => {
    const found = roles.compiled(session.roleName)
    // A session of a deleted role has no rights left, not even when another role took its name.
    const compiled = found?.role.id === session.roleId ? found : undefined
    return {
      identity: compiled?.identity ?? [],
      boundary: compiled?.boundary ?? null,
      session: session.sessionPolicy === null ? null : compiledSessionPolicy(session.sessionPolicy),
      context: sessionContext(session, compiled?.role.tags ?? {}),
    }
  }
}
