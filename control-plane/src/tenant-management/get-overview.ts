import type { Overview } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import type * as z from 'zod/mini'
import type { Headrooms } from '../quotas/check-room.ts'
import type { CountTenants } from '../tenants/tenant-counts.ts'

/** How many tenants there are, by tier and status, and how far the quotas of the account are used up. */
export const getOverview =
  ({ counts, rooms }: { counts: CountTenants; rooms: Headrooms }): ApiOperation =>
  async () => {
    const [tenants, quotas] = await Promise.all([counts(), rooms()])
    const overview: z.infer<typeof Overview> = { tenants, quotas }
    return ok(overview)
  }
