import { ExportManifest } from '@tenantry/contracts/exports.ts'
import * as z from 'zod/mini'
import { finishStep } from '../../workflows/workflow.ts'
import { countStores, countsOf } from '../data/count-stores.ts'
import type { DataServices } from '../export/export-data.ts'
import { advance, type RunStep } from '../work.ts'
import { entityStores, RestoreRefused } from './verify-source.ts'

const Result = z.object({ manifest: ExportManifest })

/** Counts what the tenant has now, which must be what the manifest says. */
export const checkCounts: RunStep<DataServices> = async ({ data }, work) => {
  const { manifest } = z.parse(Result, work.workflow.result)
  const stores = entityStores(manifest)
  const outcome = await countStores(data, work, 'after', stores)
  if (outcome.next !== 'done') return outcome
  const counts = countsOf(outcome.progress ?? {}, 'after')
  const wrong = stores.find((store) => (counts[store] ?? 0) !== manifest.stores[store]?.items)
  if (wrong)
    throw new RestoreRefused(
      `${counts[wrong]} ${wrong} were restored, and the manifest says ${manifest.stores[wrong]?.items}`,
    )
  return outcome
}

/** The same, of a tenant that is served; then it is free again. */
export const checkRestored: RunStep<DataServices> = async (services, work, input) => {
  const { workflow } = work
  const outcome = await checkCounts(services, work, input)
  if (outcome?.next !== 'done') return outcome
  return advance(
    services,
    work,
    { type: 'restore-done', workflowId: workflow.workflowId },
    {
      workflow: (_tenant, at) => finishStep({ ...workflow, progress: outcome.progress ?? {} }, 'check', at),
      event: null,
    },
  )
}
