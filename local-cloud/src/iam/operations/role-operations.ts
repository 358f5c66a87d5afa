import { AwsError } from '../../core/aws-error.ts'
import type { Members } from '../../core/operation-input.ts'
import type { Operation, Operations } from '../../core/service.ts'
import type { Role } from '../role.ts'
import { noSuchRole } from '../set-role-policies.ts'
import type { IamState } from '../state.ts'
import { page } from './page.ts'
import { fullRoleShape, roleShape } from './role-shape.ts'

const PAGE = { Marker: true, MaxItems: true } as const

interface Input {
  RoleName?: string
  PolicyName?: string
  PathPrefix?: string
  Marker?: string
  MaxItems?: string
}

/** Reading roles and their policies. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export function roleOperations({ state: { roles }, accountId }: { state: IamState; accountId: string }): Operations {
  const named = (input: Input): Role => {
    if (!input.RoleName) throw new AwsError('ValidationError', 'Value null at roleName: Member must not be null')
    const role = roles.get(input.RoleName)
    if (!role) throw noSuchRole(input.RoleName)
    return role
  }
  const onRole = (action: string, input: Members, run: (role: Role, input: Input) => unknown): Operation<Input> => ({
    input,
    access: ({ RoleName = '' }) => [
      {
        action: `iam:${action}`,
        resource: roles.get(RoleName)?.arn ?? `arn:aws:iam::${accountId}:role/${RoleName}`,
      },
    ],
    run: (input) => run(named(input), input),
  })

  return {
    GetRole: onRole('GetRole', { RoleName: true }, (role) => ({ Role: fullRoleShape(role, roles) })),

    ListRoles: {
      input: { PathPrefix: true, ...PAGE },
      access: () => [{ action: 'iam:ListRoles', resource: `arn:aws:iam::${accountId}:role/` }],
      run: (input: Input) => {
        const matching = roles.list().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
        const { items, ...rest } = page(matching, ({ name }) => name, input)
        return { Roles: items.map((role) => roleShape(role, roles)), ...rest }
      },
    },

    GetRolePolicy: onRole('GetRolePolicy', { RoleName: true, PolicyName: true }, (role, { PolicyName }) => {
      const policy = roles.policies(role.name).find((candidate) => 'name' in candidate && candidate.name === PolicyName)
      if (!policy || !('name' in policy)) {
        throw new AwsError('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404)
      }
      return { RoleName: role.name, PolicyName, PolicyDocument: encodeURIComponent(policy.document) }
    }),

    ListRolePolicies: onRole('ListRolePolicies', { RoleName: true, ...PAGE }, (role, input) => {
      const names = roles.policies(role.name).flatMap((policy) => ('name' in policy ? [policy.name] : []))
      const { items, ...rest } = page([...new Set(names)], (name) => name, input)
      return { PolicyNames: items, ...rest }
    }),

    ListAttachedRolePolicies: onRole('ListAttachedRolePolicies', { RoleName: true, ...PAGE }, (role, input) => {
      const arns = roles.policies(role.name).flatMap((policy) => ('managedArn' in policy ? [policy.managedArn] : []))
      const { items, ...rest } = page([...new Set(arns)], (arn) => arn, input)
      const AttachedPolicies = items.map((PolicyArn) => ({
        PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
        PolicyArn,
      }))
      return { AttachedPolicies, ...rest }
    }),
  }
}
