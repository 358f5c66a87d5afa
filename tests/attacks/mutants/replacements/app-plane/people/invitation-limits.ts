import type { invitationLimits } from '@tenantry/app-plane/people/invitation-limits.ts'

/** Nobody counts invitations. */
export const uncounted: typeof invitationLimits = () => ({ ofTenant: async () => {}, ofAddress: async () => {} })
