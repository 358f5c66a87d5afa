import { type HttpAnswer, jsonAnswer } from '../../core/cloud-service.ts'
import type { PoolStore } from '../stores/pool-store.ts'
import { jsonWebKeySet } from './signing-key.ts'

const JWKS = /^\/([\w-]+_[A-Za-z0-9]+)\/\.well-known\/jwks\.json$/

/** A pool's keys, by which everybody verifies its tokens. https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
export function publicKeys(pools: PoolStore, url: string): HttpAnswer | undefined {
  const poolId = JWKS.exec(url)?.[1]
  if (!poolId) return undefined
  if (!pools.find(poolId)) return jsonAnswer(404, { message: `There is no user pool ${poolId}.` })
  return jsonAnswer(200, jsonWebKeySet(pools.key(poolId)))
}
