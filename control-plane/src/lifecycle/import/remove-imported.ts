import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import * as z from 'zod/mini'
import type { DataServices } from '../export/export-data.ts'
import type { Outcome, Work } from '../work.ts'

const Purged = z.union([z.literal('all'), z.nullable(DataCursor)])

/**
 * Removes the data and the people that an import has brought into the pool, call by call. Undefined once nothing is left. The news of people who leave come
 * after the purge, so that it deletes none of them. What was brought into a silo goes with the silo.
 */
export async function removeImported({ data }: DataServices, { tenant, workflow }: Work): Promise<Outcome> {
  const { tenantId, deployment } = tenant
  const hasWritten = workflow.steps.some(({ name, status }) => name === 'write' && status !== 'pending')
  if (workflow.kind !== 'import' || deployment.kind !== 'pool' || !hasWritten) return undefined
  const purged = z.parse(z._default(Purged, null), workflow.progress.purged)
  if (purged !== 'all') {
    const { cursor } = await data(deployment, { operation: 'purge', tenantId, cursor: purged })
    return { next: 'again', progress: { ...workflow.progress, purged: cursor ?? 'all' } }
  }
  const { isDone } = await data(deployment, { operation: 'remove-people', tenantId })
  return isDone ? undefined : { next: 'again', progress: workflow.progress }
}
