import type { AuditRecord } from '@tenantry/contracts/audit.ts'
import { ok } from '@tenantry/toolkit/http.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { Membership } from '../people/membership.ts'
import type { MyDataView } from './api.ts'

/** What is stored of people beside their memberships. */
export interface PersonalData {
  /** The attributes of the account. */
  account(userId: string): Promise<Record<string, string>>
  /** Since when sessions count; null where none was ever ended. */
  sessionsFrom(userId: string): Promise<number | null>
  memberships(userId: string): Promise<Membership[]>
  /** What of this plane's audit of a tenant is about the person, or by them; `isComplete` is false where there is more than a request can read. */
  records(tenantId: string, userId: string): Promise<{ records: AuditRecord[]; isComplete: boolean }>
}

/** All that is stored of the caller, in all their tenants: theirs to take along. */
export const exportMe = (data: PersonalData) =>
  inTenant(async ({ userId }) => {
    const [account, sessionsFrom, memberships] = await Promise.all([
      data.account(userId),
      data.sessionsFrom(userId),
      data.memberships(userId),
    ])
    const audits = await Promise.all(memberships.map(({ tenantId }) => data.records(tenantId, userId)))
    return ok({
      userId,
      account,
      sessionsFrom: sessionsFrom === null ? null : new Date(sessionsFrom).toISOString(),
      memberships: memberships.map(({ tenantId, email, role, state, createdAt, invitedBy = null }) => ({
        tenantId,
        email,
        role,
        state,
        createdAt,
        invitedBy,
      })),
      records: audits.flatMap(({ records }) => records),
      isComplete: audits.every(({ isComplete }) => isComplete),
    } satisfies MyDataView)
  })
