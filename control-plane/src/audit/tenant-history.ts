import { type Actor, AuditRecord, auditTrail, TENANT_WRITERS } from '@tenantry/contracts/audit.ts'
import { TenantStatus } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { ACTION } from '../tenants/audit.ts'
import { changePlace } from '../tenants/tenant-items.ts'

/** One line of a tenant's history. */
export interface HistoryRecord {
  tenantId: string
  sequence: number
  at: string
  actor: string
  change: string
  from: z.infer<typeof TenantStatus> | null
  to: z.infer<typeof TenantStatus>
  reason: string | null
}

/** A tenant's changes below a sequence, or all of them, newest first. */
export type TenantHistory = (
  tenantId: string,
  page: { limit: number; before: number | null },
) => Promise<HistoryRecord[]>

/**
 * Reads the audit, strongly consistent: each function that changes tenants has a trail of its own for each tenant, in the order of the tenant's
 * sequence.
 */
export const tenantHistory =
  (audit: Pick<Table, 'query'>): TenantHistory =>
  async (tenantId, { limit, before }) => {
    const trails = await Promise.all(
      TENANT_WRITERS.map((writer) =>
        audit.query({
          key: 'trail = :trail AND entry BETWEEN :first AND :last',
          values: {
            ':trail': auditTrail(writer, tenantId),
            ':first': changePlace(1),
            // Ids follow the sequence: behind its last digit comes nothing that is larger than `~`.
            ':last': `${changePlace(before === null ? LAST : before - 1)}~`,
          },
          descending: true,
          limit,
        }),
      ),
    )
    return trails
      .flatMap(({ items }) => items.map(historyRecord))
      .sort((one, other) => other.sequence - one.sequence)
      .slice(0, limit)
  }

/** No sequence is larger: keys have ten digits. */
const LAST = 9_999_999_999

const State = z.object({ status: TenantStatus, sequence: z.int() })
const Stored = z.object({
  record: z.extend(AuditRecord, { before: z.nullable(State), after: State }),
})

function historyRecord(item: unknown): HistoryRecord {
  const { object, at, actor, action, before, after, reason } = z.parse(Stored, item).record
  return {
    tenantId: object.id,
    sequence: after.sequence,
    at,
    actor: nameOf(actor),
    change: action.slice(ACTION.length),
    from: before?.status ?? null,
    to: after.status,
    reason,
  }
}

/** Who it was, in a word: an operator's address, `applicant`, or a part of the system. */
const nameOf = ({ kind, id, email }: Actor): string => (kind === 'stranger' ? 'applicant' : (email ?? id ?? kind))
