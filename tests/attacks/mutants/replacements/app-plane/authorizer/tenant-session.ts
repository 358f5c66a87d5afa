import { sessionsByRole } from '@tenantry/app-plane/authorizer/tenant-session.ts'

export const adminsForEveryone: typeof sessionsByRole = (sts, { roleArns: { TenantAdmin }, system }) =>
  sessionsByRole(sts, { roleArns: { TenantAdmin, TenantUser: TenantAdmin }, system })
