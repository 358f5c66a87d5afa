import { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { ExportFiles, type ExportManifest } from '@tenantry/contracts/exports.ts'
import * as z from 'zod/mini'
import { finishStep } from '../../workflows/workflow.ts'
import type { TenantData } from '../data/tenant-data.ts'
import { advance, type Outcome, type RunStep, type Work, type WorkServices } from '../work.ts'

export interface DataServices extends WorkServices {
  data: TenantData
}

/** How far an export is: what is written, and where the next call goes on. */
const Exporting = z.object({ cursor: z.nullable(DataCursor), files: ExportFiles })

/** Exports what a tenant has, call by call. The export has the id of the workflow; its manifest is what the workflow finds. */
export const exportData: RunStep<DataServices> = async (services, work) => {
  const exported = await goOn(services, work)
  if ('next' in exported) return exported
  return { next: 'done', ...after(work, exported.manifest) }
}

/** The whole of an export that was asked for: then the tenant is free again. */
export const exportAndRelease: RunStep<DataServices> = async (services, work) => {
  const exported = await goOn(services, work)
  if ('next' in exported) return exported
  const { workflow } = work
  return advance(
    services,
    work,
    { type: 'export-done', workflowId: workflow.workflowId },
    {
      workflow: (_tenant, at) => finishStep({ ...workflow, ...after(work, exported.manifest) }, 'export', at),
      // Nothing has changed for those who serve it.
      event: null,
    },
  )
}

async function goOn(
  { data }: DataServices,
  { tenant, workflow }: Work,
): Promise<Extract<Outcome, { next: 'again' }> | { manifest: ExportManifest }> {
  const begun = z.parse(z._default(Exporting, { cursor: null, files: [] }), workflow.progress.export)
  const { tenantId, name, tier, shards, createdAt, deployment } = tenant
  const { cursor, files, manifest } = await data(deployment, {
    operation: 'export',
    tenantId,
    exportId: workflow.workflowId,
    tenant: { tenantId, name, tier, shards, createdAt },
    ...begun,
  })
  return manifest ? { manifest } : { next: 'again', progress: { ...workflow.progress, export: { cursor, files } } }
}

/** The list of files is in the manifest now. */
function after({ workflow }: Work, manifest: ExportManifest) {
  const { export: _, ...progress } = workflow.progress
  return { progress, result: { ...workflow.result, manifest } }
}
