import type { Role } from '../role.ts'

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
export const roleShape = (role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
  Description: role.description ?? undefined,
  MaxSessionDuration: role.maxSessionSeconds,
})

/** What GetRole says and ListRoles leaves out. */
export const fullRoleShape = (role: Role) => ({
  ...roleShape(role),
  PermissionsBoundary: role.boundaryArn
    ? { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundaryArn }
    : undefined,
  Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
})
