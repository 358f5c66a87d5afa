import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { AuditRecord } from './audit.ts'
import { auditKey } from './tenant-items.ts'

/** A tenant's audit records below a sequence, or all of them, newest first. */
export type TenantHistory = (tenantId: string, page: { limit: number; before: number | null }) => Promise<AuditRecord[]>

export const tenantHistory =
  (table: Pick<Table, 'query'>): TenantHistory =>
  async (tenantId, { limit, before }) => {
    const { pk, sk: first } = auditKey(tenantId, 1)
    const { items } = await table.query({
      key: 'pk = :pk AND sk BETWEEN :first AND :last',
      values: { ':pk': pk, ':first': first, ':last': auditKey(tenantId, before === null ? LAST : before - 1).sk },
      descending: true,
      limit,
    })
    return items.map((item) => z.parse(AuditRecord, item))
  }

/** No sequence is larger: sort keys have ten digits. */
const LAST = 9_999_999_999
