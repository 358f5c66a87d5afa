import type { Clock } from '../../../core/clock.ts'
import type { Throttle } from '../../stores/rest-api-config.ts'

/** Token buckets by name, in memory: `burstLimit` tokens, refilled with `rateLimit` a second. */
export interface TokenBuckets {
  /** Takes one token; false when there is none. */
  take(name: string, limit: Throttle): boolean
}

// Thirty times a thirtieth is a little less than one.
const ROUNDING = 1e-9

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export function tokenBuckets(clock: Clock): TokenBuckets {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return {
    take(name, { rateLimit, burstLimit }) {
      const now = clock.now()
      let bucket = buckets.get(name)
      if (!bucket) {
        bucket = { tokens: burstLimit, at: now }
        buckets.set(name, bucket)
      }
      bucket.tokens = Math.min(burstLimit, bucket.tokens + ((now - bucket.at) / 1000) * rateLimit)
      bucket.at = now
      if (bucket.tokens < 1 - ROUNDING) return false
      bucket.tokens = Math.max(0, bucket.tokens - 1)
      return true
    },
  }
}
