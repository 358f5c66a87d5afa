import { POOL } from '@tenantry/contracts/deployment.ts'
import { finishStep } from '../../workflows/workflow.ts'
import type { DataServices } from '../export/export-data.ts'
import { readExport } from '../restore/verify-source.ts'
import { advance, type RunStep } from '../work.ts'

/**
 * Reads the whole export, before anything of the tenant is made, and gives the tenant at least as many shards as its items lie in. The pool reads it for silos
 * too, which are not there yet.
 */
export const verifyExport: RunStep<DataServices> = async (services, work) => {
  const read = await readExport(services, work, POOL)
  if ('next' in read) return read
  const { workflow } = work
  const { manifest } = read
  return advance(
    services,
    work,
    { type: 'shards-taken-over', shards: manifest.tenant.shards },
    {
      workflow: (_tenant, at) => finishStep({ ...workflow, result: { manifest } }, 'verify', at),
      event: null,
    },
  )
}
