import type { Row } from '../cost-records/inputs.ts'

/** The tier of a tenant in an hour: the last that its usage says until then, else the first that it says later. */
export type TierAt = (tenantId: string, hour: number) => string | null

/** `others` are the tiers of tenants whose usage says none. */
export function tiersOf(usage: Row[], others: ReadonlyMap<string, string>): TierAt {
  const known = new Map<string, { hour: number; tier: string }[]>()
  for (const { subject = '', tier = '', at = '' } of usage) {
    if (subject === '' || tier === '') continue
    const hour = Date.parse(at)
    const own = known.get(subject)
    if (!own) known.set(subject, [{ hour, tier }])
    // Most tenants keep their tier for years: only changes are remembered.
    else if (own.at(-1)?.tier !== tier) own.push({ hour, tier })
  }
  for (const own of known.values()) own.sort((a, b) => a.hour - b.hour)
  return (tenantId, hour) => {
    const own = known.get(tenantId) ?? []
    return (own.findLast((one) => one.hour <= hour) ?? own[0])?.tier ?? others.get(tenantId) ?? null
  }
}
