import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { FileCursor, StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import * as z from 'zod/mini'
import { addCounts } from '../data/count-stores.ts'
import type { DataServices } from '../export/export-data.ts'
import type { RunStep } from '../work.ts'
import { RestoreInput } from './input.ts'

const Writing = z.object({
  purged: z.union([z.literal('all'), z.nullable(DataCursor)]),
  cursor: z.nullable(FileCursor),
  counts: StoreCounts,
})

/** Writes what the export holds, call by call; where it is to be overwritten, what the tenant has is deleted first. */
export const writeData: RunStep<DataServices> = async ({ data }, { tenant, workflow }) => {
  const { exportId, overwrite } = z.parse(RestoreInput, workflow.input)
  const { tenantId, deployment } = tenant
  const begun = z._default(Writing, { purged: overwrite ? null : 'all', cursor: null, counts: {} })
  const written = z.parse(begun, workflow.progress.written)
  const save = (change: Partial<z.infer<typeof Writing>>) => ({
    progress: { ...workflow.progress, written: { ...written, ...change } },
  })
  if (written.purged !== 'all') {
    const { cursor } = await data(deployment, { operation: 'purge', tenantId, cursor: written.purged })
    return { next: 'again', ...save({ purged: cursor ?? 'all' }) }
  }
  const { cursor, counts } = await data(deployment, {
    operation: 'restore',
    tenantId,
    exportId,
    cursor: written.cursor,
  })
  return { next: cursor ? 'again' : 'done', ...save({ cursor, counts: addCounts(written.counts, counts) }) }
}
