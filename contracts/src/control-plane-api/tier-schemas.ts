import * as z from 'zod/mini'
import { MAX_SHARDS } from '../ids.ts'

/** A tier as it is stored and shown; overrides in the tiers table have this shape too. */
export const TierView = z
  .object({
    name: z.string(),
    deployment: z.enum(['pool', 'silo']),
    rate: z.number(),
    burst: z.int(),
    quota: z.int(),
    shards: z.int(),
    approval: z.boolean(),
    priceCents: z.int(),
    features: z.array(z.string()),
    /** Grows with every change by an operator; 0 for a tier that none has changed. */
    version: z.int(),
  })
  .register(z.globalRegistry, { id: 'Tier' })

/** API Gateway's default for an account and Region. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAX_RATE = 10_000
const MAX_BURST = 5_000

/** What operators change of a tier. Members left out are the default's; `name` and `deployment` may be sent, and stay what they are. */
export const TierBody = z
  .strictObject({
    name: z.optional(z.string()),
    deployment: z.optional(z.enum(['pool', 'silo'])),
    rate: z.optional(z.number().check(z.minimum(1), z.maximum(MAX_RATE))),
    burst: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_BURST))),
    quota: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000_000))),
    shards: z.optional(z.int().check(z.minimum(1), z.maximum(MAX_SHARDS))),
    approval: z.optional(z.boolean()),
    priceCents: z.optional(z.int().check(z.minimum(0), z.maximum(100_000_000))),
    features: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(20))),
  })
  .register(z.globalRegistry, { id: 'TierBody' })
