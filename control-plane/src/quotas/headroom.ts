import { type Amounts, QUOTA_IDS, QUOTAS, type QuotaId } from '@tenantry/contracts/quotas.ts'
import type { Footprint, QuotaSettings } from './quota-settings.ts'

/** What of the deployment uses quotas up. */
export interface InUse {
  /** Tenants that have an API key. */
  apiKeys: number
  /** Tenants that are served by a silo of their own. */
  silos: number
  usagePlans: number
}

/** How far a quota is used up. */
export interface Headroom {
  quota: QuotaId
  name: string
  limit: number
  used: number
  left: number
}

export interface QuotaFacts {
  footprint: Footprint
  settings: QuotaSettings
}

/** How far each quota is used up that has a limit here. */
export function headroom({ footprint, settings }: QuotaFacts, inUse: InUse): Headroom[] {
  const counted: Amounts = { apiKeys: inUse.apiKeys, usagePlans: inUse.usagePlans }
  return QUOTA_IDS.flatMap((quota) => {
    const { limit: own, elsewhere = 0 } = settings[quota] ?? {}
    const limit = own ?? QUOTAS[quota].limit
    if (limit === null) return []
    const ofStacks = (footprint.own[quota] ?? 0) + (footprint.silo[quota] ?? 0) * inUse.silos
    const used = ofStacks + (counted[quota] ?? 0) + elsewhere
    return [{ quota, name: QUOTAS[quota].name, limit, used, left: Math.max(limit - used, 0) }]
  })
}

/** A quota of the account does not suffice for what is to be made. */
export class QuotaExhausted extends Error {
  override name = 'QuotaExhausted'
}

/** Throws QuotaExhausted, with each quota that does not suffice, how much of it is left, and what to do. */
export function assertRoom(rooms: readonly Headroom[], wanted: Amounts): void {
  const short = rooms.filter(({ quota, left }) => (wanted[quota] ?? 0) > left)
  if (short.length === 0) return
  const problems = short.map(
    ({ quota, name, limit, used, left }) =>
      `${name}: ${wanted[quota]} needed, ${left} left (${used} of ${limit} in use). ${adviceOn(quota)}`,
  )
  throw new QuotaExhausted(`The AWS account has no room. ${problems.join(' ')} Then retry.`)
}

function adviceOn(quota: QuotaId): string {
  const { raise, page } = QUOTAS[quota]
  const first = raise
    ? `Have it raised in Service Quotas (${raise}) and set it in the parameter Quotas of the control plane's stack, or offboard tenants.`
    : 'AWS does not raise it: offboard tenants, or deploy to another account or Region for more.'
  return `${first} See ${page}.`
}
