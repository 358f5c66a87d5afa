import { type SessionEnds, sessionEnds } from '@tenantry/toolkit/session-ends.ts'
import type { Table } from '@tenantry/toolkit/table.ts'

/** What counts for a person in every tenant (pk `userId`, Cognito's `sub`). */
export const personKey = (userId: string) => ({ userId })

export const personSessions = (table: Pick<Table, 'get' | 'update'>): SessionEnds => sessionEnds(table, personKey)
