import type { Amounts } from '@tenantry/contracts/quotas.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { CountServed } from '../tenants/tenant-counts.ts'
import { assertRoom, type Headroom, headroom, type QuotaFacts } from './headroom.ts'

export interface QuotaServices extends QuotaFacts {
  served: CountServed
  /** How many usage plans there are. */
  plans: () => Promise<number>
  system: Pick<System, 'now'>
}

/**
 * A count is read from the index of all tenants, and kept so long: at 10,000 tenants it takes some 600 read units. What several onboardings of
 * that time use beyond a quota, AWS refuses as ever.
 */
const FRESH_MS = 15_000

/** How far the account's quotas are used up. */
export type Headrooms = () => Promise<Headroom[]>

export function headrooms(services: QuotaServices): Headrooms {
  const { served, plans, system } = services
  const inUse = cached({
    load: async () => {
      const [counted, usagePlans] = await Promise.all([served(), plans()])
      return { ...counted, usagePlans }
    },
    freshUntil: (_, loadedAt) => loadedAt + FRESH_MS,
    now: system.now,
    maxEntries: 1,
  })
  return async () => {
    const found = await inUse('')
    if (!found) throw new Error('Nothing was counted')
    return headroom(services, found)
  }
}

/** Throws QuotaExhausted when the account has no room for another tenant of this kind. */
export type CheckRoom = (wanted: { deployment: 'pool' | 'silo'; usagePlans: number }) => Promise<void>

export function checkRoom(services: QuotaServices): CheckRoom {
  const rooms = headrooms(services)
  return async ({ deployment, usagePlans }) => {
    const silo: Amounts = deployment === 'silo' ? services.footprint.silo : {}
    assertRoom(await rooms(), { ...silo, apiKeys: 1, usagePlans })
  }
}
