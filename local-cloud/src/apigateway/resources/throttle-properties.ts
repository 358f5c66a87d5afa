import * as z from 'zod'
import { ACCOUNT_THROTTLE } from '../limits.ts'
import type { Throttle } from '../stores/rest-api-config.ts'

export const ThrottleProperties = z.strictObject({
  RateLimit: z.number().min(0).optional(),
  BurstLimit: z.number().int().min(0).optional(),
})

/** Null when neither is given or both are off (-1); what is not given is the account's. */
export function throttleOf({ RateLimit, BurstLimit }: { RateLimit?: number; BurstLimit?: number }): Throttle | null {
  const rate = RateLimit === -1 ? undefined : RateLimit
  const burst = BurstLimit === -1 ? undefined : BurstLimit
  if (rate === undefined && burst === undefined) return null
  return { rateLimit: rate ?? ACCOUNT_THROTTLE.rateLimit, burstLimit: burst ?? ACCOUNT_THROTTLE.burstLimit }
}
