import { peoplesPlace } from '@tenantry/contracts/deployment.ts'
import * as z from 'zod/mini'
import type { UnusedTenants } from '../../tenants/unused-tenants.ts'
import type { DataServices } from '../export/export-data.ts'
import { waitSince } from '../wait-since.ts'
import type { RunStep } from '../work.ts'
import { OffboardingInput } from './input.ts'

/** Somebody has signed in to a tenant that was to be deleted because nobody had: the workflow is undone, and nothing was lost. */
export class TenantInUse extends Error {
  override name = 'TenantInUse'
}

export interface SettlingServices extends DataServices {
  unused: Pick<UnusedTenants, 'markUsed'>
}

/**
 * Waits until nobody of the tenant can change anything any more, so that the export is the whole of it. A tenant that expires is asked for
 * once more whether anybody has come: what the control plane heard of that may be late, and from here on nobody gets in.
 */
export const settle: RunStep<SettlingServices> = async (services, work) => {
  const { tenant, workflow } = work
  const waits = waitSince(services, workflow, 'close')
  if (waits) return waits
  const { tenantId, deployment } = tenant
  if (!z.parse(OffboardingInput, workflow.input).ifUnused) return { next: 'done' }
  const { isUsed } = await services.data(peoplesPlace(deployment), { operation: 'signed-in', tenantId })
  if (!isUsed) return { next: 'done' }
  await services.unused.markUsed(tenantId)
  throw new TenantInUse('Somebody has signed in to the tenant, so it does not expire')
}
