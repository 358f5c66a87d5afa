import type { ResourceChange } from '../../core/resource-type.ts'
import type { Access } from '../../core/service.ts'
import type { RoleStore } from '../stores/role-store.ts'
import type { RoleProperties } from './role-properties.ts'

/**
 * Whoever creates roles may be bound to those that carry a boundary: the calls that give rights have `iam:PermissionsBoundary`, and so has
 * the one that takes a boundary away. DeleteRole, UpdateRole and UpdateAssumeRolePolicy have no such key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function roleAccess(
  { accountId, roles }: { accountId: string; roles: Pick<RoleStore, 'get'> },
  change: ResourceChange<RoleProperties>,
): Access[] {
  const { kind, properties, current, context } = change
  const { Policies, ManagedPolicyArns, PermissionsBoundary, Tags } = properties
  const name = current?.physicalId ?? properties.RoleName ?? context.physicalName(64)
  const resource = `arn:aws:iam::${accountId}:role${properties.Path}${name}`
  const call = (action: string, context: Record<string, string> = {}): Access => ({
    action: `iam:${action}`,
    resource,
    context,
  })
  const bounded = (action: string, more: Record<string, string> = {}): Access =>
    call(action, {
      ...(PermissionsBoundary !== undefined && { 'iam:PermissionsBoundary': PermissionsBoundary }),
      ...more,
    })
  if (kind === 'delete') {
    return [
      ...Policies.map(() => bounded('DeleteRolePolicy')),
      ...ManagedPolicyArns.map((policy) => bounded('DetachRolePolicy', { 'iam:PolicyARN': policy })),
      call('DeleteRole'),
    ]
  }
  const lost = PermissionsBoundary === undefined ? roles.get(name)?.boundaryArn : null
  return [
    ...(kind === 'create' ? [bounded('CreateRole')] : [call('UpdateRole'), call('UpdateAssumeRolePolicy')]),
    ...(kind === 'update' && PermissionsBoundary !== undefined ? [bounded('PutRolePermissionsBoundary')] : []),
    ...(lost ? [call('DeleteRolePermissionsBoundary', { 'iam:PermissionsBoundary': lost })] : []),
    ...Policies.map(() => bounded('PutRolePolicy')),
    ...ManagedPolicyArns.map((policy) => bounded('AttachRolePolicy', { 'iam:PolicyARN': policy })),
    ...(Tags.length > 0 ? [call('TagRole')] : []),
  ]
}
