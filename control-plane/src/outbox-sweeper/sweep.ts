import type { Send } from '@tenantry/toolkit/outbox.ts'
import { type Sweep, sweepOutbox } from '@tenantry/toolkit/sweep-outbox.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { awaitsAnswer } from '../tenants/outbox-entries.ts'

export interface Services extends Pick<Sweep, 'remaining' | 'system' | 'logger'> {
  outbox: Pick<Table, 'query' | 'delete' | 'update'>
  send: Send
}

/** Sends what a crash or an outage left in the control plane's outbox, and requests that nobody answered. */
export const sweep = ({ outbox, ...services }: Services) =>
  sweepOutbox({ ...services, index: outbox, tableOf: async () => outbox, stays: awaitsAnswer })
