import * as z from 'zod/mini'
import { DEFAULT_TIERS } from './tiers.ts'

/** What tiers give: keys of entitlements, and by the key of an allowance its maximum. */
const given = {
  entitlements: z.array(z.string()),
  allowances: z.record(z.string(), z.int()),
}

/** What a tier gives its tenants, as the control plane publishes it. */
export const TierState = z.object({
  name: z.string(),
  ...given,
  /** Grows with every change of the tier, and goes on where a tier that was deleted comes back. */
  sequence: z.int(),
  /** When it was changed so: milliseconds since the epoch. */
  changedAt: z.int(),
})
export type TierState = z.infer<typeof TierState>
export type Given = Pick<TierState, 'entitlements' | 'allowances'>

/** What keys of tiers begin with, where other keys are ids of tenants. */
export const TIER_KEYS = 'tier#'
export const tierKey = (name: string): string => `${TIER_KEYS}${name}`

/** By this event a change of a tier reaches the app plane. */
export const TIER_EVENT = 'tierChanged'

/** What a tenant has beyond its tier, or in place of it, until a time: entitlements are added, maxima replaced. */
export const OwnPlan = z.object({ ...given, until: z.iso.datetime() })
export type OwnPlan = z.infer<typeof OwnPlan>

/** What a tenant has used of allowances in a UTC month, as it was when the control plane saw one of them reached or free again. */
export const AllowanceUse = z.object({ month: z.string(), used: z.record(z.string(), z.int()) })
export type AllowanceUse = z.infer<typeof AllowanceUse>

/** By this event it reaches the app plane. */
export const ALLOWANCE_EVENT = 'allowanceUsed'
export const AllowanceState = z.object({ ...AllowanceUse.shape, tenantId: z.string(), changedAt: z.int() })
export type AllowanceState = z.infer<typeof AllowanceState>

/** What a tenant may use, as far as code asks for it. */
export const Plan = z.object({
  ...given,
  /** Allowances of the month of which nothing is left. */
  spent: z.array(z.string()),
})
export type Plan = z.infer<typeof Plan>

export const NO_PLAN: Plan = { entitlements: [], allowances: {}, spent: [] }

/** The UTC month of a time, as `2026-11`. */
export const monthText = (time: number): string => new Date(time).toISOString().slice(0, 7)

/** What a tier gives that nobody has changed since the system is new. */
export function givenByDefault(name: string): Given {
  const tier = DEFAULT_TIERS.find((one) => one.name === name)
  return { entitlements: [...(tier?.entitlements ?? [])], allowances: {} }
}

/** Keys that code asks for. */
export const Asked = z.object({ entitlements: z.array(z.string()), allowances: z.array(z.string()) })
export type Asked = z.infer<typeof Asked>

/** What a tenant may use at a time: by its tier, by what is its own, and by what it has used, as far as code asks for it. */
export function planOf(
  { tier, own, use }: { tier: Given; own: OwnPlan | null; use: AllowanceUse | null },
  asked: Asked,
  now: number,
): Plan {
  const extra = own && Date.parse(own.until) > now ? own : { entitlements: [], allowances: {} }
  const has = new Set([...tier.entitlements, ...extra.entitlements])
  const maxima: Record<string, number | undefined> = { ...tier.allowances, ...extra.allowances }
  const limited = asked.allowances.filter((key) => Object.hasOwn(maxima, key))
  const used: Record<string, number> = use?.month === monthText(now) ? use.used : {}
  return {
    entitlements: asked.entitlements.filter((key) => has.has(key)),
    allowances: Object.fromEntries(limited.map((key) => [key, maxima[key] ?? 0])),
    spent: limited.filter((key) => (used[key] ?? 0) >= (maxima[key] ?? 0)),
  }
}
