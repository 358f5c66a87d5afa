import { finishStep } from '../../workflows/workflow.ts'
import type { ApiKeys } from '../api-keys.ts'
import { advance, type RunStep } from '../work.ts'
import { deletionReport } from './deletion-report.ts'
import type { CountingServices } from './recount.ts'

export interface DeletionServices extends CountingServices {
  keys: Pick<ApiKeys, 'count' | 'keepOnly'>
}

/** Deletes the tenant's API key and, in one transaction, the tenant: its name is free, and the report says what was deleted and what remains. */
export const deleteTenant: RunStep<DeletionServices> = async (services, work) => {
  const { keys } = services
  const { tenant, workflow } = work
  const before = await keys.count(tenant.tenantId)
  await keys.keepOnly(tenant.tenantId, null)
  const after = await keys.count(tenant.tenantId)
  return advance(
    services,
    work,
    { type: 'deleted' },
    {
      workflow: (_tenant, at) => {
        const report = deletionReport(work, at, { before, after })
        return finishStep({ ...workflow, result: { ...workflow.result, report } }, 'delete', at)
      },
      event: { type: 'sbt_aws_offboardingSuccess' },
      releasesName: true,
    },
  )
}
