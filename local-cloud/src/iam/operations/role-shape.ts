import type { Role } from '../role.ts'
import type { RoleStore } from '../stores/role-store.ts'
import { shownTrust } from '../trust-principals.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export const roleShape = (role: Role, roles: RoleStore) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(shownTrust(role.trustPolicy, roles)),
  Description: role.description ?? undefined,
  MaxSessionDuration: role.maxSessionSeconds,
})

/** What GetRole says and ListRoles leaves out. */
export const fullRoleShape = (role: Role, roles: RoleStore) => ({
  ...roleShape(role, roles),
  PermissionsBoundary: role.boundaryArn
    ? { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundaryArn }
    : undefined,
  Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
})
