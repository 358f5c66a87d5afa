import { TenantAuditRecord } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { auditWrite } from '@tenantry/toolkit/audit.ts'
import { type BusEvent, readEvent } from '@tenantry/toolkit/events.ts'
import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'

/** The name under which records of the app plane are kept here. */
const KEEPER = 'audit-trail'

/** Keeps what the app plane recorded, once however often it arrives. */
export const keepRecord =
  (audit: Pick<Table, 'put' | 'name'>) =>
  async (event: BusEvent): Promise<void> => {
    if (event.source !== APP_PLANE_SOURCE) throw new Error(`Event ${event.id} comes from ${event.source}`)
    const { item, condition } = auditWrite(audit.name, readEvent(TenantAuditRecord, event), { keeper: KEEPER })
    try {
      await audit.put(item, { ...(condition && { condition }) })
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error
    }
  }
