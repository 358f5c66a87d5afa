import type { Allowance, Entitlement } from './service/entitlement.ts'

/** One route of an API: what the permission table, the authorizer's policy, the CDK app and the OpenAPI document are generated from. */
export interface Route<Role extends string, Service extends string> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `{id}` for a path parameter, for example `/widgets/{id}`. */
  path: string
  /** The function that serves it: a folder name of the plane. */
  service: Service
  /** Operation id in the OpenAPI document. */
  operation: string
  /** Who may call it; `'public'` needs no token. No other route exists. */
  roles: readonly Role[] | 'public'
  /** Changes a thing that has a version: it takes `If-Match`, and `version` in a body, and refuses what is stale. Services have it of their entities' routes. */
  conditional?: boolean
  /** What the tenant's plan must have: without it the answer is 403 NOT_ENTITLED, before the operation runs. */
  entitlement?: Entitlement
  /** What each request that succeeds uses one of: once a month's maximum is used up, the answer is 403 ALLOWANCE_SPENT. */
  uses?: Allowance
}
