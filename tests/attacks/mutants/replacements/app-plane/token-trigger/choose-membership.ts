import { chooseMembership } from '@tenantry/app-plane/token-trigger/choose-membership.ts'

export const anyTenantByName: typeof chooseMembership = (memberships, userId, named) =>
  chooseMembership(memberships, userId, named).catch((error: unknown) => {
    if (named === undefined) throw error
    return { tenantId: named }
  })
