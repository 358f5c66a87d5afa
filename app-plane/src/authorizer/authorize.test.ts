import { MEMBERSHIP_STATES, TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import { describe, expect, it, test } from 'vitest'
import type { DirectoryEntry } from '../directory/directory-entry.ts'
import type { Membership } from '../people/membership.ts'
import { authorize, denialOf } from './authorize.ts'

const ARN = 'arn:aws:execute-api:ap-southeast-2:000000000000:abcdefghij/v1/GET/products'
const tenant: DirectoryEntry = {
  tenantId: 'acme00000000',
  tenantName: 'Acme',
  status: 'active',
  tier: 'Basic',
  deployment: 'pool',
  readShards: 1,
  writeShards: 1,
  sequence: 4,
  apiKeyId: 'key1',
  apiKey: 'value-of-key1',
}
const member: Membership = {
  tenantId: 'acme00000000',
  userId: 'ann',
  email: 'ann@acme.example',
  role: 'TenantUser',
  state: 'active',
  isDefault: true,
  mail: 'sent',
  mailClaimedAt: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
}
const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

function authorizing(entry: DirectoryEntry | undefined, membership: Membership | undefined, session = credentials) {
  const vended: string[] = []
  const services = {
    tenant: async () => entry,
    membership: async () => membership,
    session: async (tenantId: string, role: string) => {
      vended.push(`${tenantId} ${role}`)
      return session
    },
  }
  const claims = { tenantId: 'acme00000000', userId: 'ann' }
  return { result: authorize(services, claims, ARN), vended }
}

describe('the authorizer', () => {
  it('hands on who calls for which tenant, by the directory and the membership, with the session and key of that tenant', async () => {
    const { result, vended } = authorizing(tenant, member)
    expect(await result).toMatchObject({
      principalId: 'ann',
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
      context: {
        tenantId: 'acme00000000',
        userId: 'ann',
        role: 'TenantUser',
        tier: 'Basic',
        credentials: JSON.stringify(credentials),
      },
      usageIdentifierKey: 'value-of-key1',
    })
    expect(vended).toEqual(['acme00000000 TenantUser'])
  })

  it.each([
    ['is no member', tenant, undefined, 'MEMBERSHIP_REVOKED'],
    ['is disabled', tenant, { ...member, state: 'disabled' as const }, 'MEMBERSHIP_REVOKED'],
    ['has not accepted', tenant, { ...member, state: 'invited' as const }, 'FORBIDDEN'],
    ['belongs to a suspended tenant', { ...tenant, status: 'suspended' as const }, member, 'TENANT_SUSPENDED'],
    ['belongs to a failed tenant', { ...tenant, status: 'failed' as const }, member, 'FORBIDDEN'],
    ['belongs to a tenant that is not ready', { ...tenant, status: 'provisioning' as const }, member, 'FORBIDDEN'],
    ['belongs to a tenant that has a silo', { ...tenant, deployment: 'silo' as const }, member, 'FORBIDDEN'],
    ['belongs to a tenant without a key', { ...tenant, apiKey: null }, member, 'FORBIDDEN'],
    ['names a tenant that nobody knows', undefined, member, 'FORBIDDEN'],
  ])('denies every route to one who %s, vends nothing, and says why', async (_name, entry, membership, denial) => {
    const { result, vended } = authorizing(entry, membership)
    const { policyDocument, context, usageIdentifierKey } = await result
    expect(policyDocument.Statement).toMatchObject([{ Effect: 'Deny', Resource: [ARN.replace('GET/products', '*')] }])
    expect(context).toMatchObject({ denial })
    expect(context).not.toHaveProperty('credentials')
    expect(usageIdentifierKey).toBeUndefined()
    expect(vended).toEqual([])
  })

  it('lets nobody act whose membership is not active, in whatever state the tenant is', () => {
    for (const state of MEMBERSHIP_STATES) {
      const allowed = denialOf(tenant, { ...member, state }) === null
      expect(allowed).toBe(state === 'active')
    }
  })
})

// API Gateway takes 8 KB; the longest name is 64 characters of four bytes, and STS's session tokens reach 2.5 KB.
test.each(TENANT_ROLES)(
  'the answer for a %s stays under 6 KB with the longest name and session token',
  async (role) => {
    const longest = { ...tenant, tenantName: '🦊'.repeat(64), tier: 'x'.repeat(64), apiKey: 'k'.repeat(128) }
    const session = {
      accessKeyId: `ASIA${'A'.repeat(16)}`,
      secretAccessKey: 's'.repeat(40),
      sessionToken: 't'.repeat(2560),
    }
    const { result } = authorizing(longest, { ...member, userId: 'u'.repeat(36), role }, session)
    expect(Buffer.byteLength(JSON.stringify(await result))).toBeLessThanOrEqual(6 * 1024)
  },
)

test('an answer that API Gateway would cut off is an error, not a half answer', async () => {
  const { result } = authorizing(tenant, member, { ...credentials, sessionToken: 't'.repeat(6 * 1024) })
  await expect(result).rejects.toThrow(/bytes/)
})
