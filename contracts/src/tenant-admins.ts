import * as z from 'zod/mini'
import { siloStackName } from './deployment.ts'
import { TenantState } from './events.ts'

// A silo's people are its own: what the control plane asks about the admins of its tenant, the tenant directory has done by a function of the
// silo, and waits for it.

export const ADMIN_OPERATIONS = ['seed', 'unseed', 'invite', 'invite-again', 'appoint'] as const
export type AdminOperation = (typeof ADMIN_OPERATIONS)[number]

export const AdminRequest = z.object({ operation: z.enum(ADMIN_OPERATIONS), tenant: TenantState })

/** What the physical name of the function ends with. */
export const TENANT_ADMINS_FUNCTION = '-tenant-admins'

/** The physical name of the function in the silo of a tenant. */
export const tenantAdminsFunction = (tenantId: string): string => `${siloStackName(tenantId)}${TENANT_ADMINS_FUNCTION}`
