import * as z from 'zod'
import { type ResourceContext, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import { setRolePolicies } from '../set-role-policies.ts'
import type { IamState } from '../state.ts'
import { PolicyDocument, PolicyName } from './policy-document.ts'

const Properties = z.strictObject({
  PolicyName,
  PolicyDocument,
  Roles: z.array(z.string()).min(1),
})
type Properties = z.output<typeof Properties>

/** Inline policies of roles. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export function policyResource({ state, accountId }: { state: IamState; accountId: string }): ResourceType {
  const grant = (owner: string, { PolicyName: name, PolicyDocument: document, Roles }: Properties) => {
    setRolePolicies(
      state,
      owner,
      Roles.map((roleName) => ({ roleName, policy: { owner, name, document } })),
    )
    return { physicalId: owner, attributes: { Id: owner } }
  }
  return resourceType<Properties>({
    type: 'AWS::IAM::Policy',
    attributes: ['Id'],
    properties: Properties,
    access: ({ kind, properties: { Roles } }) =>
      Roles.map((name) => {
        const role = state.roles.get(name)
        return {
          action: kind === 'delete' ? 'iam:DeleteRolePolicy' : 'iam:PutRolePolicy',
          resource: role?.arn ?? `arn:aws:iam::${accountId}:role/${name}`,
          ...(role?.boundaryArn && { context: { 'iam:PermissionsBoundary': role.boundaryArn } }),
        }
      }),
    check: ({ PolicyDocument: document }) => void compilePolicy(document, 'identity'),
    create: (properties, context: ResourceContext) => grant(context.physicalName(128), properties),
    update: (properties, { physicalId }) => grant(physicalId, properties),
    delete: ({ physicalId }) => state.roles.setPolicies(physicalId, []),
  })
}
