import { peoplesPlace } from '@tenantry/contracts/deployment.ts'
import { FileCursor } from '@tenantry/contracts/tenant-data.ts'
import * as z from 'zod/mini'
import type { DataServices } from '../export/export-data.ts'
import type { RunStep } from '../work.ts'
import { RestoreInput } from './input.ts'

const Cursor = z.nullish(FileCursor)

/** Brings the people of the export back, unless only the data was asked for. */
export const restorePeople: RunStep<DataServices> = async ({ data }, { tenant, workflow }) => {
  const { exportId, people } = z.parse(RestoreInput, workflow.input)
  if (!people) return { next: 'done' }
  const { tenantId, deployment } = tenant
  const before = z.parse(Cursor, workflow.progress.members) ?? null
  const { cursor } = await data(peoplesPlace(deployment), {
    operation: 'restore-people',
    tenantId,
    exportId,
    cursor: before,
  })
  return { next: cursor ? 'again' : 'done', progress: { ...workflow.progress, members: cursor } }
}
