import { type Caller, matchPrincipal, type Named } from './match-principal.ts'
import type { Lookup, Policy, Statement } from './policy.ts'

export interface Request {
  action: string
  resource: string
  lookup: Lookup
}

/** All policies that apply to a request. */
export interface Policies {
  identity: Policy[]
  boundary: Policy | null
  session: Policy | null
  /** The policy of the resource. A role's trust policy must allow in any case. */
  resource: { type: 'resource-based policy' | 'role trust policy'; policy: Policy; caller: Caller } | null
}

export type PolicyType =
  | 'identity-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'resource-based policy'
  | 'role trust policy'

export type Decision = { allowed: true } | { allowed: false; explicit: boolean; policyType: PolicyType }

const ALLOWED: Decision = { allowed: true }
const explicit = (policyType: PolicyType): Decision => ({ allowed: false, explicit: true, policyType })
const implicit = (policyType: PolicyType): Decision => ({ allowed: false, explicit: false, policyType })

/**
 * AWS's decision for one action on one resource within one account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function evaluate({ identity, boundary, session, resource }: Policies, request: Request): Decision {
  const asked: Request = { ...request, action: request.action.toLowerCase() }
  const byIdentity = effectOf(identity, asked)
  const byBoundary = boundary && effectOf([boundary], asked)
  const bySession = session && effectOf([session], asked)
  const byResource = resource && effectOfResource(resource.policy, resource.caller, asked)

  if (resource && byResource === 'deny') return explicit(resource.type)
  if (byIdentity === 'deny') return explicit('identity-based policy')
  if (byBoundary === 'deny') return explicit('permissions boundary')
  if (bySession === 'deny') return explicit('session policy')

  if (byResource === 'session') return ALLOWED
  if (resource?.type === 'role trust policy' && byResource === 'none') return implicit('role trust policy')
  if (byResource !== 'role' && byIdentity !== 'allow') return implicit('identity-based policy')
  if (byBoundary === 'none') return implicit('permissions boundary')
  if (bySession === 'none') return implicit('session policy')
  return ALLOWED
}

function effectOf(policies: Policy[], request: Request): 'deny' | 'allow' | 'none' {
  let effect: 'allow' | 'none' = 'none'
  for (const { statements } of policies) {
    for (const statement of statements) {
      if (!applies(statement, request)) continue
      if (statement.effect === 'Deny') return 'deny'
      effect = 'allow'
    }
  }
  return effect
}

const CLOSENESS: Record<Named | 'none', number> = { none: 0, account: 1, role: 2, session: 3 }

function effectOfResource(policy: Policy, caller: Caller, request: Request): 'deny' | Named | 'none' {
  let effect: Named | 'none' = 'none'
  for (const statement of policy.statements) {
    const named = statement.principals && matchPrincipal(statement.principals, caller)
    if (!named || !applies(statement, request)) continue
    if (statement.effect === 'Deny') return 'deny'
    if (CLOSENESS[named] > CLOSENESS[effect]) effect = named
  }
  return effect
}

const applies = (statement: Statement, { action, resource, lookup }: Request): boolean =>
  statement.action(action) &&
  statement.resource(resource, lookup) &&
  statement.conditions.every((condition) => condition(lookup))
