import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { applyEdit, pendingTiers } from '../usage-plans/apply-edits.ts'
import { deleteUnusedPlans } from '../usage-plans/delete-unused.ts'
import type { PlanServices } from '../usage-plans/ensure-plan.ts'

export interface Services extends PlanServices {
  tiers: Pick<TierCatalogue, 'find' | 'all'>
  logger: Pick<Logger, 'info'>
}

/**
 * Brings usage plans up to date, each minute: edits of tiers that API Gateway did not take yet, then the plans that nobody needs any more. What
 * is to be done is in the tiers table, so a run that is cut off loses nothing, and one that runs twice does nothing twice.
 */
export async function updatePlans(services: Services): Promise<void> {
  const pending = await pendingTiers(services, await services.tiers.all())
  for (const tier of pending) {
    if (!(await applyEdit(services, tier))) return
    services.logger.info('usage plan has the limits of its tier', { tier })
  }
  await deleteUnusedPlans(services)
}
