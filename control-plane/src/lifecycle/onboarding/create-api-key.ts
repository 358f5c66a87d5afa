import * as z from 'zod/mini'
import { SiloProgress } from '../../silos/make-silo.ts'
import { Stale } from '../../tenants/stale.ts'
import { TransitionRefused } from '../../tenants/tenant.ts'
import type { EnsurePlan } from '../../usage-plans/ensure-plan.ts'
import type { PlanGateway } from '../../usage-plans/plan-gateway.ts'
import { finishStep } from '../../workflows/workflow.ts'
import type { ApiKeys } from '../api-keys.ts'
import { advance, type RunStep, readWork, type WorkServices } from '../work.ts'

export interface KeyServices extends WorkServices {
  keys: Pick<ApiKeys, 'ensure' | 'keepOnly'>
  plans: { ensure: EnsurePlan } & Pick<PlanGateway, 'addKey' | 'addStage'>
}

/** The tenant's own API key on the plan of its tier: its rate, burst and quota are then its own. */
export const createApiKey: RunStep<KeyServices> = async (services, work, input) => {
  const { keys, plans } = services
  const { tenantId, tier, status } = work.tenant
  // Before a key is made that nobody would delete.
  if (status !== 'provisioning') throw new TransitionRefused(`Tenant ${tenantId} is ${status} and gets no API key`)
  const plan = await plans.ensure({ tier })
  const { apiStage } = z.parse(SiloProgress, work.workflow.progress)
  if (apiStage !== undefined) await plans.addStage(plan, apiStage)
  const apiKeyId = await keys.ensure(tenantId)
  await plans.addKey(plan, apiKeyId)
  try {
    await advance(
      services,
      work,
      { type: 'api-key-created', apiKeyId },
      { workflow: (_tenant, at) => finishStep(work.workflow, 'api-key', at), event: null },
    )
  } catch (error) {
    // The workflow was undone while this run was slow, perhaps before there was a key to delete.
    if (error instanceof Stale && (await readWork(services, input)).workflow.status === 'failed')
      await keys.keepOnly(tenantId, null)
    throw error
  }
}
