/** People of a tenant. The role is read from the membership at every request, never from a token. */
export const TENANT_ROLES = ['TenantAdmin', 'TenantUser'] as const
export type TenantRole = (typeof TENANT_ROLES)[number]

/** An invited person has not accepted yet and may not act in the tenant; a disabled one may not act in it any more. */
export const MEMBERSHIP_STATES = ['active', 'invited', 'disabled'] as const
export type MembershipState = (typeof MEMBERSHIP_STATES)[number]

/** People who run the product: groups of the operators' user pool. */
export const OPERATOR_ROLES = ['SystemAdmin', 'CustomerSupport'] as const
export type OperatorRole = (typeof OPERATOR_ROLES)[number]
