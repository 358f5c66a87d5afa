import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { type OperationSchemas, pageOf } from '../openapi.ts'
import { ACCOUNT_REQUEST_KINDS } from '../tenant-account.ts'

/** What a tenant's admin asks for, as operators see it: they change the tier, offboard the tenant, or decline. */
export const TenantRequestView = z
  .object({
    tenantId: TenantId,
    tenantName: z.string(),
    /** The tier that the tenant has. */
    tenantTier: z.string(),
    kind: z.enum(ACCOUNT_REQUEST_KINDS),
    /** The tier that is asked for; null where the tenant asks to leave. */
    tier: z.nullable(z.string()),
    /** Why, in the words of who asks; may be empty. */
    words: z.string(),
    /** The person's address; null where it is not known any more. */
    askedBy: z.nullable(z.string()),
    askedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'TenantRequest' })
export type TenantRequestView = z.infer<typeof TenantRequestView>

export const DeclineBody = z
  .strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)) })
  .register(z.globalRegistry, { id: 'DeclineBody' })

const onTenant = { params: z.object({ id: TenantId }) }

/** What the operations on requests of tenants take and answer. */
export const REQUEST_SCHEMAS = {
  listRequests: {
    summary: 'What tenants ask for, the oldest request first.',
    paged: true,
    response: pageOf(TenantRequestView),
  },
  getRequest: {
    ...onTenant,
    summary: 'What a tenant asks for; null for nothing.',
    response: z.object({ request: z.nullable(TenantRequestView) }),
  },
  declineRequest: {
    ...onTenant,
    summary: 'Decline what a tenant asks for. Its admins see the reason.',
    body: DeclineBody,
    errors: ['CONFLICT'],
  },
} as const satisfies Record<string, OperationSchemas>
