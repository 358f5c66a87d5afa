import type { Clock } from '../../../core/clock.ts'
import type { AuthorizerResult } from './authorizer-result.ts'

/** Beyond this the oldest results are forgotten: memory is bounded whatever tokens are sent. */
const MAX_RESULTS = 10_000

/** Results of authorizers by stage, authorizer and identity, for each authorizer's time to live. */
export interface ResultCache {
  get(key: string): AuthorizerResult | undefined
  put(key: string, result: AuthorizerResult, ttlSeconds: number): void
}

export function resultCache(clock: Clock): ResultCache {
  const results = new Map<string, { result: AuthorizerResult; until: number }>()
  return {
    get(key) {
      const cached = results.get(key)
      if (!cached) return undefined
      if (cached.until > clock.now()) return cached.result
      results.delete(key)
      return undefined
    },
    put(key, result, ttlSeconds) {
      results.delete(key)
      results.set(key, { result, until: clock.now() + ttlSeconds * 1000 })
      if (results.size <= MAX_RESULTS) return
      for (const oldest of results.keys()) {
        results.delete(oldest)
        break
      }
    },
  }
}
