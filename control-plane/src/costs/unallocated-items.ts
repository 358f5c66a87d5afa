import { COST_CAUSES } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import type { CostTotal } from '../cost-records/cost-rows.ts'
import { type CostItem, inOrder } from './read-costs.ts'

/** What nobody bears, by cause. */
export const unallocatedItems = (totals: CostTotal[]): CostItem[] =>
  totals
    .flatMap(({ from, service, unallocated }) =>
      COST_CAUSES.map(
        (cause): CostItem => ({ from, service, tenantId: null, tier: null, cause, cost: unallocated[cause] }),
      ),
    )
    .filter(({ cost }) => cost !== 0n)
    .sort(inOrder)
