import { compilePolicy } from './policy/compile-policy.ts'
import { malformedPolicy } from './policy/malformed-policy.ts'
import { checkTrustSize } from './policy-limits.ts'
import { roleNameOf } from './role-arn.ts'
import type { RoleStore } from './role-store.ts'

/**
 * Checks a trust policy when it is stored: a principal of this account must exist.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function checkTrust(document: string, { roles, accountId }: { roles: RoleStore; accountId: string }): void {
  checkTrustSize(document)
  for (const { principals } of compilePolicy(document, 'trust').statements) {
    if (!principals || principals.everyone) continue
    const missing = principals.aws.find((arn) => isOwnIdentity(arn, accountId) && !exists(arn, roles, accountId))
    if (missing) throw malformedPolicy(`Invalid principal in policy: "AWS":"${missing}"`)
  }
}

const isOwnIdentity = (principal: string, accountId: string): boolean =>
  principal.startsWith('arn:') && principal.split(':')[4] === accountId && !principal.endsWith(':root')

function exists(arn: string, roles: RoleStore, accountId: string): boolean {
  const session = /^arn:aws:sts::\d+:assumed-role\/([^/]+)\//.exec(arn)
  if (session) return roles.get(session[1] ?? '') !== undefined
  return arn.startsWith(`arn:aws:iam::${accountId}:role/`) && roles.get(roleNameOf(arn))?.arn === arn
}
