import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import { checkManagedSize } from '../policy-limits.ts'
import { setRolePolicies } from '../set-role-policies.ts'
import type { IamState } from '../state.ts'
import { IamPath, PolicyDocument, PolicyName } from './policy-document.ts'

const Properties = z.strictObject({
  ManagedPolicyName: PolicyName.optional(),
  PolicyDocument,
  Path: IamPath.default('/'),
  Description: z.string().max(1000).default(''),
  Roles: z.array(z.string()).default([]),
})
type Properties = z.output<typeof Properties>

const ACTIONS = {
  create: { own: ['iam:CreatePolicy'], onRoles: 'iam:AttachRolePolicy' },
  update: { own: ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'], onRoles: 'iam:AttachRolePolicy' },
  delete: { own: ['iam:DeletePolicy'], onRoles: 'iam:DetachRolePolicy' },
} as const

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export function managedPolicyResource({ state, accountId }: { state: IamState; accountId: string }): ResourceType {
  const write = (name: string, { PolicyDocument: document, Path, Description, Roles }: Properties): Deployed => {
    checkManagedSize(document)
    compilePolicy(document, 'identity')
    const { arn, id, createdAt } = state.policies.put({ name, path: Path, description: Description, document })
    setRolePolicies(
      state,
      arn,
      Roles.map((roleName) => ({ roleName, policy: { owner: arn, managedArn: arn } })),
    )
    return {
      physicalId: arn,
      attributes: { PolicyArn: arn, PolicyId: id, CreateDate: new Date(createdAt).toISOString() },
    }
  }
  return resourceType<Properties>({
    type: 'AWS::IAM::ManagedPolicy',
    attributes: ['PolicyArn', 'PolicyId', 'CreateDate'],
    properties: Properties,
    createOnly: ['ManagedPolicyName', 'Path', 'Description'],
    named: {
      by: ({ ManagedPolicyName, Path }) =>
        ManagedPolicyName && `arn:aws:iam::${accountId}:policy${Path}${ManagedPolicyName}`,
      exists: (arn) => state.policies.has(arn),
    },
    access({ kind, properties, current, context }) {
      const { Path, ManagedPolicyName, Roles } = properties
      const name = ManagedPolicyName ?? context.physicalName(128)
      const resource = current?.physicalId ?? `arn:aws:iam::${accountId}:policy${Path}${name}`
      const { own, onRoles } = ACTIONS[kind]
      const rolesOf = Roles.map((role) => {
        const { arn = `arn:aws:iam::${accountId}:role/${role}`, boundaryArn } = state.roles.get(role) ?? {}
        const bounded = boundaryArn && { 'iam:PermissionsBoundary': boundaryArn }
        return { action: onRoles, resource: arn, context: { 'iam:PolicyARN': resource, ...bounded } }
      })
      return [...own.map((action) => ({ action, resource })), ...rolesOf]
    },
    check: ({ PolicyDocument: document }) => void compilePolicy(document, 'identity'),
    create: (properties, context) => write(properties.ManagedPolicyName ?? context.physicalName(128), properties),
    update: (properties, { physicalId }) => write(physicalId.slice(physicalId.lastIndexOf('/') + 1), properties),
    delete({ physicalId }) {
      state.roles.setPolicies(physicalId, [])
      if (state.roles.carrying(physicalId).length > 0) {
        throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409)
      }
      state.policies.delete(physicalId)
    },
  })
}
