import { type AllowanceState, type TierState, tierKey } from '@tenantry/contracts/plan.ts'
import { ConditionFailed, setting, type Table } from '@tenantry/toolkit/table.ts'
import { DIFFERENCE_MS, LATER } from './directory-store.ts'

/** What the directory knows of plans: an item for each tier, beside the entries of tenants, and in these what was used. */
export interface PlanStore {
  /** Keeps what a tier gives, unless a later change is stored. */
  followTier(tier: TierState): Promise<void>
  /** Keeps what a tenant has used of its allowances, unless something later is stored. */
  followUse(use: AllowanceState): Promise<void>
}

export const planStore = (table: Pick<Table, 'update'>): PlanStore => ({
  followTier({ name, ...tier }) {
    const update = setting(tier)
    return unlessLater(() =>
      table.update(
        { tenantId: tierKey(name) },
        {
          ...update,
          condition: `attribute_not_exists(tenantId) OR ${LATER}`,
          values: { ...update.values, ':before': tier.changedAt - DIFFERENCE_MS },
        },
      ),
    )
  },
  followUse: ({ tenantId, changedAt, ...use }) =>
    unlessLater(() =>
      table.update(
        { tenantId },
        {
          update: 'SET allowanceUse = :use, usedAt = :at',
          condition: 'attribute_exists(tenantId) AND (attribute_not_exists(usedAt) OR usedAt < :at)',
          values: { ':use': use, ':at': changedAt },
        },
      ),
    ),
})

async function unlessLater(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error
  }
}
