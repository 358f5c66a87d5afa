import type { OperatorRole } from '@tenantry/contracts/roles.ts'

/** How the roles are called, and what they are for. */
export const ROLES: Record<OperatorRole, { label: string; description: string }> = {
  SystemAdmin: { label: 'System admin', description: 'Everything: registers, approves, retries, manages operators.' },
  CustomerSupport: { label: 'Customer support', description: 'Reads everything, suspends and reactivates tenants.' },
}
