import { AwsError } from '../core/aws-error.ts'
import { compilePolicy } from './policy/compile-policy.ts'
import { checkAttachments, checkInlineSize } from './policy-limits.ts'
import type { RolePolicy } from './role.ts'
import type { IamState } from './state.ts'

export interface Grant {
  roleName: string
  policy: RolePolicy
}

/** Replaces what `owner` grants, after everything was checked. */
export function setRolePolicies(state: IamState, owner: string, grants: Grant[]): void {
  for (const { roleName } of grants) {
    if (!state.roles.get(roleName)) throw noSuchRole(roleName)
  }
  checkRolePolicies(state, owner, grants)
  state.roles.setPolicies(owner, grants)
}

/** Checks what IAM checks when policies are stored. */
export function checkRolePolicies({ roles, policies }: IamState, owner: string, grants: Grant[]): void {
  for (const [roleName, given] of Map.groupBy(grants, (grant) => grant.roleName)) {
    const kept = roles.policies(roleName).filter((policy) => policy.owner !== owner)
    const all = [...kept, ...given.map(({ policy }) => policy)]
    for (const { policy } of given) {
      compilePolicy('managedArn' in policy ? policies.document(policy.managedArn) : policy.document, 'identity')
    }
    checkInlineSize(
      roleName,
      all.flatMap((policy) => ('document' in policy ? [policy.document] : [])),
    )
    checkAttachments(all.flatMap((policy) => ('managedArn' in policy ? [policy.managedArn] : [])))
  }
}

export const noSuchRole = (name: string): AwsError =>
  new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404)
