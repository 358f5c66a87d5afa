import type { Asked } from '../plan.ts'

/** What a tenant's plan has or has not. Tiers list its key, and a tenant may have it beyond its tier for a time. */
export interface Entitlement<Key extends string = string> {
  /** Lower case with hyphens; unique among all services. */
  key: Key
  /** What it is, in words for people. */
  label: string
}

/** How much of something a tenant's plan has at most. A tier without a maximum for its key does not limit it. */
export interface Allowance<Key extends string = string> extends Entitlement<Key> {
  /**
   * `month`: requests that succeed in a UTC month of the routes that use it, by what was metered. `tenant`: what the tenant has at a time; the code that adds
   * to it counts, and asks for the maximum.
   */
  per: 'month' | 'tenant'
}

/** Declares an entitlement; the routes that need it name it, and services whose code asks for it list it. */
export const defineEntitlement = <const Key extends string>(entitlement: Entitlement<Key>): Entitlement<Key> =>
  entitlement

/** Declares an allowance; the routes that use it name it, and services whose code asks for it list it. */
export const defineAllowance = <const Key extends string>(allowance: Allowance<Key>): Allowance<Key> => allowance

/** Keys of entitlements and allowances. */
export const PLAN_KEY = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
export const MAX_PLAN_KEY = 40

/** As far as a service says what it asks of plans. */
interface Asks {
  routes: readonly { operation: string; entitlement?: Entitlement; uses?: Allowance }[]
  entitlements?: readonly Entitlement[]
  allowances?: readonly Allowance[]
}

/** The entitlements that services ask for, in their routes or their code, each once. */
export const entitlementsOf = (services: readonly Asks[]): Entitlement[] => [
  ...new Set(
    services.flatMap(({ routes, entitlements = [] }) => [
      ...routes.flatMap(({ entitlement }) => entitlement ?? []),
      ...entitlements,
    ]),
  ),
]

/** The allowances that services ask for, in their routes or their code, each once. */
export const allowancesOf = (services: readonly Asks[]): Allowance[] => [
  ...new Set(
    services.flatMap(({ routes, allowances = [] }) => [...routes.flatMap(({ uses }) => uses ?? []), ...allowances]),
  ),
]

/** The keys of both. */
export const askedOf = (services: readonly Asks[]): Asked => ({
  entitlements: entitlementsOf(services).map(({ key }) => key),
  allowances: allowancesOf(services).map(({ key }) => key),
})
