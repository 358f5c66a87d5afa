import type { Overview } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import type * as z from 'zod/mini'
import type { CountTenants } from '../tenants/tenant-counts.ts'

/** How many tenants there are, by tier and status. */
export const getOverview =
  ({ counts }: { counts: CountTenants }): ApiOperation =>
  async () => {
    const overview: z.infer<typeof Overview> = { tenants: await counts() }
    return ok(overview)
  }
