import { AuditRecord } from '@tenantry/contracts/audit.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { MEMBERSHIP_STATES, TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import * as z from 'zod/mini'

/** All that is stored of a person. */
export const MyDataView = z
  .object({
    userId: z.string(),
    /** Attributes of the account. */
    account: z.record(z.string(), z.string()),
    /** Since when sessions count; null where none was ever ended. */
    sessionsFrom: z.nullable(z.iso.datetime()),
    memberships: z.array(
      z.object({
        tenantId: TenantId,
        email: z.string(),
        role: z.enum(TENANT_ROLES),
        state: z.enum(MEMBERSHIP_STATES),
        createdAt: z.iso.datetime(),
        invitedBy: z.nullable(z.string()),
      }),
    ),
    /** Changes of the person, and those that they made. */
    records: z.array(AuditRecord),
    /** False where there are more records than one request can read. */
    isComplete: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'MyData' })
export type MyDataView = z.infer<typeof MyDataView>
