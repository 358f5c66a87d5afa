import { compilePolicy } from './policy/compile-policy.ts'
import { malformedPolicy } from './policy/malformed-policy.ts'
import { checkTrustSize } from './policy-limits.ts'
import { roleNameOf } from './role-arn.ts'
import type { RoleStore } from './stores/role-store.ts'

/**
 * A trust policy as it is stored, after it was checked: a principal of this account must exist, and the ARN of a role becomes the role's
 * unique id. A role that is created again under its old name is another one, and is not let in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function storedTrust(document: string, { roles, accountId }: { roles: RoleStore; accountId: string }): string {
  checkTrustSize(document)
  for (const { principals } of compilePolicy(document, 'trust').statements) {
    if (!principals || principals.everyone) continue
    const wrong = principals.aws.find((name) => !mayBeNamed(name, roles, accountId))
    if (wrong) throw malformedPolicy(`Invalid principal in policy: "AWS":"${wrong}"`)
  }
  return mapPrincipals(document, (name) => roleOf(name, roles)?.id ?? name)
}

/** A stored trust policy as IAM shows it: ids of roles that are there are their ARNs again. */
export function shownTrust(document: string, roles: RoleStore): string {
  if (!document.includes('"AROA')) return document
  const arns = new Map(roles.list().map(({ id, arn }) => [id, arn]))
  return mapPrincipals(document, (name) => arns.get(name) ?? name)
}

/** An id is not a name that a policy may give: it says that a role is gone. */
function mayBeNamed(name: string, roles: RoleStore, accountId: string): boolean {
  if (name.startsWith('AROA')) return false
  const isOwnIdentity = name.startsWith('arn:') && name.split(':')[4] === accountId && !name.endsWith(':root')
  if (!isOwnIdentity) return true
  const session = /^arn:aws:sts::\d+:assumed-role\/([^/]+)\//.exec(name)
  return session ? roles.get(session[1] ?? '') !== undefined : roleOf(name, roles) !== undefined
}

function roleOf(name: string, roles: RoleStore) {
  if (!/^arn:aws:iam::\d+:role\//.test(name)) return undefined
  const role = roles.get(roleNameOf(name))
  return role?.arn === name ? role : undefined
}

interface Statement {
  Principal?: '*' | { AWS?: string | string[] }
}

/** The document with other names of its `AWS` principals; it was compiled before, so its form is known. */
function mapPrincipals(document: string, rename: (name: string) => string): string {
  const json = JSON.parse(document) as { Statement: Statement | Statement[] }
  for (const { Principal } of [json.Statement].flat()) {
    if (!Principal || Principal === '*' || Principal.AWS === undefined) continue
    Principal.AWS = Array.isArray(Principal.AWS) ? Principal.AWS.map(rename) : rename(Principal.AWS)
  }
  return JSON.stringify(json)
}
