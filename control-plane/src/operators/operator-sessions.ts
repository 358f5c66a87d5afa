import { type SessionEnds, sessionEnds } from '@tenantry/toolkit/session-ends.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { operatorSessionsKey } from '../tenants/tenant-items.ts'

/** Since when the sessions of an operator count. */
export const operatorSessions = (table: Pick<Table, 'get' | 'update'>): SessionEnds =>
  sessionEnds(table, operatorSessionsKey)
