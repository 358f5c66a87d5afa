import type { PrincipalElement } from './policy.ts'

/** Who asks, as a `Principal` element can name it. */
export type Caller =
  | { kind: 'session'; sessionArn: string; roleArn: string; roleId: string; accountId: string }
  | { kind: 'service'; service: string }

/**
 * How closely a statement names the caller: its session; its role, which boundary and session policy still limit; or its account, which only
 * delegates to identity policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export type Named = 'session' | 'role' | 'account'

/** Null when the statement does not apply to the caller. */
export function matchPrincipal(element: PrincipalElement, caller: Caller): Named | null {
  if (element.everyone) return 'role'
  if (caller.kind === 'service') return element.services.includes(caller.service) ? 'session' : null
  if (element.aws.includes(caller.sessionArn)) return 'session'
  // A trust policy holds the ids of roles, which it was given the ARNs of.
  if (element.aws.includes(caller.roleId) || element.aws.includes(caller.roleArn)) return 'role'
  const { accountId } = caller
  return element.aws.includes(accountId) || element.aws.includes(`arn:aws:iam::${accountId}:root`) ? 'account' : null
}
