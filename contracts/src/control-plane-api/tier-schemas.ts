import * as z from 'zod/mini'
import { MAX_SHARDS } from '../ids.ts'
import { pageOf } from '../openapi.ts'
import { MAX_PLAN_KEY, PLAN_KEY } from '../service/entitlement.ts'

/** A name is a key of the tiers table and a part of paths; it never changes. */
export const TierName = z
  .string()
  .check(
    z.regex(/^[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*$/, 'must have letters, digits and single spaces or hyphens'),
  )
  .check(z.maxLength(32))

/** API Gateway's default for an account and Region. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_RATE = 10_000
const MAX_BURST = 5_000

/** What a tenant may ask of the API: requests a second, at once, and in a UTC month. */
export const limitSchemas = {
  rate: z.number().check(z.minimum(1), z.maximum(MAX_RATE)),
  burst: z.int().check(z.minimum(1), z.maximum(MAX_BURST)),
  quota: z.int().check(z.minimum(1), z.maximum(1_000_000_000)),
}

const Key = z.string().check(z.regex(PLAN_KEY, 'must be a key like own-resources'), z.maxLength(MAX_PLAN_KEY))
const MOST_KEYS = 20

/** What a tier gives beside its limits, by keys that code asks for. */
export const planSchemas = {
  entitlements: z.array(Key).check(
    z.maxLength(MOST_KEYS),
    z.refine((keys) => new Set(keys).size === keys.length, 'must not name one twice'),
  ),
  /** By the key of what is counted, the most of it. */
  allowances: z
    .record(Key, z.int().check(z.minimum(0), z.maximum(1_000_000_000)))
    .check(z.refine((maxima) => Object.keys(maxima).length <= MOST_KEYS, `must not have more than ${MOST_KEYS}`)),
}

/** A tenant's own limits, what it has beyond its tier, and until when. */
export const OwnLimits = z
  .object({
    rate: z.number(),
    burst: z.int(),
    quota: z.int(),
    /** Beside those of its tier. */
    entitlements: z._default(z.array(z.string()), []),
    /** In place of those that its tier has under the same keys. */
    allowances: z._default(z.record(z.string(), z.int()), {}),
    until: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'OwnLimits' })

/** More prices than anybody changes them, and few enough for one item. */
const MAX_PRICES = 200
const priceCents = z.int().check(z.minimum(0), z.maximum(100_000_000))
const Prices = z.array(z.strictObject({ from: z.iso.date(), priceCents })).check(
  z.maxLength(MAX_PRICES),
  z.refine(
    (prices) => prices.every(({ from }, n) => n === 0 || (prices[n - 1]?.from ?? '') < from),
    'must be in the order of their days, one for each day',
  ),
)

const values = {
  ...limitSchemas,
  shards: z.int().check(z.minimum(1), z.maximum(MAX_SHARDS)),
  approval: z.boolean(),
  /** What holds now. */
  priceCents,
  ...planSchemas,
}
const Deployment = z.enum(['pool', 'silo'])
/** A retired tier takes no new tenants, and keeps those that it has. */
const TierState = z.enum(['offered', 'retired'])

/** A tier as it is shown. */
export const TierView = z
  .object({
    name: z.string(),
    deployment: Deployment,
    rate: z.number(),
    burst: z.int(),
    quota: z.int(),
    shards: z.int(),
    approval: z.boolean(),
    /** What holds now. */
    priceCents: z.int(),
    /** Each price with the day from which it holds, those to come included; empty for a tier that always had the same. */
    prices: z.array(z.object({ from: z.iso.date(), priceCents: z.int() })),
    entitlements: z.array(z.string()),
    allowances: z.record(z.string(), z.int()),
    state: TierState,
    /** Whether its limits do not hold yet for the tenants that it has: API Gateway changes one usage plan in 20 seconds. */
    pending: z.boolean(),
    /** Grows with every change by an operator; 0 for a tier that none has changed. */
    version: z.int(),
  })
  .register(z.globalRegistry, { id: 'Tier' })

/** A new tier: all of it, but entitlements and allowances, of which it has none if they are left out. */
export const NewTierBody = z
  .strictObject({
    name: TierName,
    deployment: Deployment,
    ...values,
    prices: z.optional(Prices),
    ...z.partial(z.object(planSchemas)).shape,
  })
  .register(z.globalRegistry, { id: 'NewTierBody' })

/** What operators change of a tier. Members left out stay as they are. What else a tier shows may be sent, and stays what it is. */
export const TierBody = z
  .strictObject({
    ...z.partial(z.object(values)).shape,
    prices: z.optional(Prices),
    state: z.optional(TierState),
    name: z.optional(z.string()),
    deployment: z.optional(Deployment),
    pending: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'TierBody' })

/** `offered` unless it says otherwise. */
export const TierFilter = z.object({ state: z.optional(z.enum(['offered', 'retired', 'all'])) })

const onTier = { params: z.object({ name: z.string() }) }

export const TIER_SCHEMAS = {
  listTiers: {
    summary: 'The tiers on offer, in their order; with `state` those that are retired, or all.',
    query: TierFilter,
    paged: true,
    response: pageOf(TierView),
  },
  createTier: {
    summary: 'Make a tier. Its usage plan is made with its first tenant.',
    body: NewTierBody,
    response: TierView,
    errors: ['CONFLICT'],
  },
  editTier: {
    ...onTier,
    summary:
      'Change a tier: members that are left out stay as they are. Another `priceCents` holds from today on, `prices` say it for any day. Its tenants get the limits as soon as API Gateway takes them, which `pending` shows; new tenants get the shards.',
    body: TierBody,
    response: TierView,
    errors: ['CONFLICT'],
  },
  retireTier: {
    ...onTier,
    summary:
      'Retire a tier: it takes no new tenants, and keeps those that it has. One that has been retired for an hour, and has no tenants, is deleted, and its name is free again.',
    errors: ['CONFLICT'],
  },
} as const
