import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import * as z from 'zod/mini'
import type { DataServices } from '../export/export-data.ts'
import type { Outcome, Work } from '../work.ts'

const Removing = z.object({ hasPeople: z.boolean(), purged: z.nullable(DataCursor) })

/**
 * Removes the people and the data that an import has brought into the pool, call by call. Undefined once nothing is left. What it brought into a silo goes with
 * the silo.
 */
export async function removeImported({ data }: DataServices, { tenant, workflow }: Work): Promise<Outcome> {
  const { tenantId, deployment } = tenant
  const hasWritten = workflow.steps.some(({ name, status }) => name === 'write' && status !== 'pending')
  if (workflow.kind !== 'import' || deployment.kind !== 'pool' || !hasWritten) return undefined
  const removing = z.parse(z._default(Removing, { hasPeople: true, purged: null }), workflow.progress.removing)
  const goOn = (change: Partial<z.infer<typeof Removing>>): Outcome => ({
    next: 'again',
    progress: { ...workflow.progress, removing: { ...removing, ...change } },
  })
  if (removing.hasPeople) {
    const { isDone } = await data(deployment, { operation: 'remove-people', tenantId })
    return goOn({ hasPeople: !isDone })
  }
  const { cursor } = await data(deployment, { operation: 'purge', tenantId, cursor: removing.purged })
  return cursor === null ? undefined : goOn({ purged: cursor })
}
