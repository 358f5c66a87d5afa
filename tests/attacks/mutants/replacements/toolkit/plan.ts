import type { assertPlanAllows } from '@tenantry/toolkit/plan.ts'

/** Nobody looks at the plan. */
export const everythingAllowed: typeof assertPlanAllows = () => {}
