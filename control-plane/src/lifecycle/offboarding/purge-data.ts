import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import * as z from 'zod/mini'
import type { DataServices } from '../export/export-data.ts'
import type { RunStep } from '../work.ts'

const Purging = z.object({ cursor: z.nullable(DataCursor), waits: z.int() })

/** The outbox sweeper needs two minutes for what a crash has left. */
const WAITS = 10
const WAIT_SECONDS = 30

/** Deletes what the tenant has. News of its people, which are in its outbox, leave first; what cannot leave is deleted in the end. */
export const purgeData: RunStep<DataServices> = async ({ data }, { tenant, workflow }) => {
  const { cursor, waits } = z.parse(z._default(Purging, { cursor: null, waits: 0 }), workflow.progress.purge)
  const { tenantId, deployment } = tenant
  const progress = (purge: z.infer<typeof Purging>) => ({ progress: { ...workflow.progress, purge } })
  if (cursor === null && waits < WAITS) {
    const { counts } = await data(deployment, { operation: 'count', tenantId, cursor: null, stores: ['outbox'] })
    if (counts.outbox !== 0) return { next: 'wait', seconds: WAIT_SECONDS, ...progress({ cursor, waits: waits + 1 }) }
  }
  const answer = await data(deployment, { operation: 'purge', tenantId, cursor })
  return { next: answer.cursor ? 'again' : 'done', ...progress({ cursor: answer.cursor, waits: WAITS }) }
}
