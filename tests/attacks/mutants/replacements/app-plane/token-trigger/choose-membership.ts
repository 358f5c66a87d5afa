import { chooseMembership } from '@tenantry/app-plane/token-trigger/choose-membership.ts'

export const anyTenantByName: typeof chooseMembership = (memberships, request) =>
  chooseMembership(memberships, request).catch((error: unknown) => {
    if (request.named === undefined) throw error
    return { tenantId: request.named }
  })
