import { ExportManifest } from '@tenantry/contracts/exports.ts'
import * as z from 'zod/mini'
import { finishStep } from '../../workflows/workflow.ts'
import { countStores, countsOf } from '../data/count-stores.ts'
import type { DataServices } from '../export/export-data.ts'
import { advance, type RunStep } from '../work.ts'
import { entityStores, RestoreRefused } from './verify-source.ts'

const Result = z.object({ manifest: ExportManifest })

/** Counts what the tenant has now, which must be what the manifest says; then the tenant is free again. */
export const checkRestored: RunStep<DataServices> = async (services, work) => {
  const { workflow } = work
  const { manifest } = z.parse(Result, workflow.result)
  const stores = entityStores(manifest)
  const outcome = await countStores(services.data, work, 'after', stores)
  if (outcome.next !== 'done') return outcome
  const counts = countsOf(outcome.progress ?? {}, 'after')
  const wrong = stores.find((store) => counts[store] !== manifest.stores[store]?.items)
  if (wrong)
    throw new RestoreRefused(
      `${counts[wrong]} ${wrong} were restored, and the manifest says ${manifest.stores[wrong]?.items}`,
    )
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
