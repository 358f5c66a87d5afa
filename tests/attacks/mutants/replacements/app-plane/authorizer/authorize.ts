import { authorize } from '@tenantry/app-plane/authorizer/authorize.ts'

type Authorize = typeof authorize

export const membershipUnread: Authorize = (services, claims, arn) => {
  const membership = async (tenantId: string, userId: string) => ({
    tenantId,
    userId,
    email: '',
    role: 'TenantUser' as const,
    state: 'active' as const,
    isDefault: true,
    mail: 'sent' as const,
    mailClaimedAt: null,
    createdAt: '',
    sequence: 1,
  })
  return authorize({ ...services, membership }, claims, arn)
}

export const disabledCounts: Authorize = (services, claims, arn) => {
  const membership = async (tenantId: string, userId: string) => {
    const found = await services.membership(tenantId, userId)
    return found && { ...found, state: 'active' as const }
  }
  return authorize({ ...services, membership }, claims, arn)
}

export const statusUnread: Authorize = (services, claims, arn) => {
  const tenant = async (tenantId: string) => {
    const found = await services.tenant(tenantId)
    return found && { ...found, status: 'active' as const }
  }
  return authorize({ ...services, tenant }, claims, arn)
}

export const rolesUnchecked: Authorize = (services, claims, arn) => {
  const { TenantAdmin } = services.patterns
  return authorize({ ...services, patterns: { TenantAdmin, TenantUser: TenantAdmin } }, claims, arn)
}

export const resultLogged: Authorize = async (services, claims, arn) => {
  const result = await authorize(services, claims, arn)
  console.log(JSON.stringify(result))
  return result
}

/** Sessions that were ended go on. */
export const validFromIgnored: Authorize = (services, claims, arn) =>
  authorize(services, { ...claims, authTime: Number.MAX_SAFE_INTEGER }, arn)

/** Whatever the tier, the tenant has all that services ask for. */
export const tierUnread: Authorize = (services, claims, arn) => {
  const { entitlements } = services.asked
  return authorize({ ...services, tier: async () => ({ entitlements, allowances: {} }) }, claims, arn)
}
