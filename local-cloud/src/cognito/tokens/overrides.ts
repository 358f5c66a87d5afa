import type { Claims } from './jwt.ts'

/** What a pre token generation trigger changes in one token. */
export interface TokenOverrides {
  claimsToAddOrOverride: Claims
  claimsToSuppress: string[]
  scopesToAdd: string[]
  scopesToSuppress: string[]
}

/** What it changes in a sign-in's tokens. */
export interface Overrides {
  access: TokenOverrides
  id: TokenOverrides
  /** The groups in place of the user's own, or null to leave them. */
  groups: string[] | null
}

export const noTokenOverrides: TokenOverrides = {
  claimsToAddOrOverride: {},
  claimsToSuppress: [],
  scopesToAdd: [],
  scopesToSuppress: [],
}

export const noOverrides: Overrides = { access: noTokenOverrides, id: noTokenOverrides, groups: null }

// Claims that a trigger cannot change, with the prefixes below; Cognito leaves them as they are:
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
const RESERVED = new Set([
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'client_id',
  'device_key',
  'event_id',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'scope',
  'sub',
  'token_use',
  'username',
  'version',
])
const isReserved = (claim: string) => RESERVED.has(claim) || claim.startsWith('cognito:') || claim.startsWith('dev:')

export function applyClaims(claims: Claims, { claimsToAddOrOverride, claimsToSuppress }: TokenOverrides): Claims {
  const suppressed = new Set(claimsToSuppress.filter((name) => !isReserved(name)))
  const added = Object.entries(claimsToAddOrOverride).filter(([name]) => !isReserved(name))
  const all = { ...claims, ...Object.fromEntries(added) }
  return Object.fromEntries(Object.entries(all).filter(([name]) => !suppressed.has(name)))
}

export function applyScopes(scopes: string[], { scopesToAdd, scopesToSuppress }: TokenOverrides): string[] {
  return [...new Set([...scopes, ...scopesToAdd])].filter((scope) => !scopesToSuppress.includes(scope))
}
