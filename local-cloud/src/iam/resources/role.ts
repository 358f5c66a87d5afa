import type { CloudContext } from '../../core/cloud-context.ts'
import { UPPER_ALPHANUMERIC } from '../../core/ids.ts'
import { type Deployed, type ResourceContext, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import type { Role } from '../role.ts'
import { checkRolePolicies, noSuchRole } from '../set-role-policies.ts'
import type { IamState } from '../state.ts'
import { storedTrust } from '../trust-principals.ts'
import { roleAccess } from './role-access.ts'
import { RoleProperties } from './role-properties.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export function roleResource({ context, state }: { context: CloudContext; state: IamState }): ResourceType {
  const { accountId, clock, ids } = context

  const write = (role: Role, properties: RoleProperties): Deployed => {
    if (role.boundaryArn) compilePolicy(state.policies.document(role.boundaryArn), 'identity')
    const trustPolicy = storedTrust(role.trustPolicy, { roles: state.roles, accountId })
    const { name: roleName, owner } = role
    const grants = [
      ...properties.Policies.map(({ PolicyName: name, PolicyDocument: document }) => ({
        roleName,
        policy: { owner, name, document },
      })),
      ...properties.ManagedPolicyArns.map((managedArn) => ({ roleName, policy: { owner, managedArn } })),
    ]
    // Nothing is stored unless everything is right.
    checkRolePolicies(state, owner, grants)
    state.roles.put({ ...role, trustPolicy })
    state.roles.setPolicies(owner, grants)
    return { physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } }
  }

  const changeable = (properties: RoleProperties) => ({
    description: properties.Description ?? null,
    trustPolicy: properties.AssumeRolePolicyDocument,
    boundaryArn: properties.PermissionsBoundary ?? null,
    maxSessionSeconds: properties.MaxSessionDuration,
    tags: Object.fromEntries(properties.Tags.map(({ Key, Value }) => [Key, Value])),
  })

  return resourceType<RoleProperties>({
    type: 'AWS::IAM::Role',
    attributes: ['Arn', 'RoleId'],
    properties: RoleProperties,
    createOnly: ['RoleName', 'Path'],
    named: { by: ({ RoleName }) => RoleName, exists: (name) => state.roles.get(name) !== undefined },
    access: (change) => roleAccess({ accountId, roles: state.roles }, change),
    check({ AssumeRolePolicyDocument, Policies }) {
      compilePolicy(AssumeRolePolicyDocument, 'trust')
      for (const policy of Policies) compilePolicy(policy.PolicyDocument, 'identity')
    },
    create(properties, resource) {
      const name = properties.RoleName ?? resource.physicalName(64)
      const owner = ownerOf(resource)
      const existing = state.roles.get(name)
      return write(
        {
          name,
          path: properties.Path,
          arn: `arn:aws:iam::${accountId}:role${properties.Path}${name}`,
          id: existing?.id ?? `AROA${ids.token(17, UPPER_ALPHANUMERIC)}`,
          createdAt: existing?.createdAt ?? clock.now(),
          owner,
          ...changeable(properties),
        },
        properties,
      )
    },
    update(properties, { physicalId }) {
      const role = state.roles.get(physicalId)
      if (!role) throw noSuchRole(physicalId)
      return write({ ...role, ...changeable(properties) }, properties)
    },
    delete: ({ physicalId }) => state.roles.delete(physicalId),
  })
}

/** Who granted something, stable over updates of the stack. */
export const ownerOf = ({ stackId, logicalId }: ResourceContext): string => `${stackId}/${logicalId}`
