import type { ResourceChange } from '../../core/resource-type.ts'
import type { Access } from '../../core/service.ts'
import type { RoleProperties } from './role-properties.ts'

/**
 * Whoever creates roles may be bound to those that carry a boundary: each call has `iam:PermissionsBoundary`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function roleAccess(accountId: string, change: ResourceChange<RoleProperties>): Access[] {
  const { kind, properties, current, context } = change
  const { Policies, ManagedPolicyArns, PermissionsBoundary, Tags } = properties
  const name = current?.physicalId ?? properties.RoleName ?? context.physicalName(64)
  const resource = `arn:aws:iam::${accountId}:role${properties.Path}${name}`
  const bounded: Record<string, string> =
    PermissionsBoundary === undefined ? {} : { 'iam:PermissionsBoundary': PermissionsBoundary }
  const call = (action: string, more: Record<string, string> = {}): Access => ({
    action: `iam:${action}`,
    resource,
    context: { ...bounded, ...more },
  })
  if (kind === 'delete') {
    return [
      ...Policies.map(() => call('DeleteRolePolicy')),
      ...ManagedPolicyArns.map((policy) => call('DetachRolePolicy', { 'iam:PolicyARN': policy })),
      call('DeleteRole'),
    ]
  }
  return [
    ...(kind === 'create' ? ['CreateRole'] : ['UpdateRole', 'UpdateAssumeRolePolicy']).map((action) => call(action)),
    ...(kind === 'update' && PermissionsBoundary !== undefined ? [call('PutRolePermissionsBoundary')] : []),
    ...Policies.map(() => call('PutRolePolicy')),
    ...ManagedPolicyArns.map((policy) => call('AttachRolePolicy', { 'iam:PolicyARN': policy })),
    ...(Tags.length > 0 ? [call('TagRole')] : []),
  ]
}
