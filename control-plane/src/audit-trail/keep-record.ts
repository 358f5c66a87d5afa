import { TenantAuditRecord } from '@tenantry/contracts/audit.ts'
import { mayReportOf } from '@tenantry/contracts/events.ts'
import { auditWrite } from '@tenantry/toolkit/audit.ts'
import { type BusEvent, readEvent } from '@tenantry/toolkit/events.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'

/** The name under which records of the app plane are kept here. */
const KEEPER = 'audit-trail'

/** Keeps what the app plane recorded, once however often it arrives. */
export const keepRecord =
  (audit: Pick<Table, 'put' | 'name'>) =>
  async (event: BusEvent): Promise<void> => {
    const record = readEvent(TenantAuditRecord, event)
    if (!mayReportOf(record.tenantId, event.source)) throw new Error(`Event ${event.id} comes from ${event.source}`)
    const { item, condition } = auditWrite(audit.name, record, { keeper: KEEPER })
    try {
      await audit.put(item, { ...(condition && { condition }) })
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
