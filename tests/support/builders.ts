import { randomUUID } from 'node:crypto'
import type { Membership } from '@tenantry/app-plane/people/membership.ts'
import { encodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'

// Test data: each builder answers something valid, and a test names only what it is about.

/** When test data was made, unless it says otherwise. */
export const AT = '2026-01-01T00:00:00.000Z'
/** A clock that stands still at that moment, and ids that nothing else has. */
export const standingClock = { now: () => Date.parse(AT), uuid: () => randomUUID() }

export const TENANT_ID = 'acme00000000'

/** A request without a caller. */
export const buildRequest = (request: Partial<ApiRequest> = {}): ApiRequest => ({
  operation: '',
  params: {},
  query: {},
  headers: {},
  body: undefined,
  caller: {},
  requestId: 'r1',
  ...request,
})

/** The context of a tenant's person, as the tenant API's authorizer passes it on. */
export const buildTenantContext = (userId: string): Record<string, string> =>
  encodeAuthorizerContext({
    tenantId: TENANT_ID,
    tenantName: 'Acme',
    userId,
    role: 'TenantAdmin',
    tier: 'Basic',
    readShards: 1,
    writeShards: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
  })

/** An active person who has got the invitation. */
export const buildMembership = (userId: string, membership: Partial<Membership> = {}): Membership => ({
  tenantId: TENANT_ID,
  userId,
  email: `${userId}@acme.example`,
  role: 'TenantUser',
  state: 'active',
  isDefault: true,
  mail: 'sent',
  mailClaimedAt: null,
  createdAt: AT,
  sequence: 1,
  ...membership,
})
