import { decodeAuthorizerContext } from '@tenantry/contracts/authorizer-context.ts'
import { type Deployment, POOL } from '@tenantry/contracts/deployment.ts'
import { MEMBERSHIP_STATES } from '@tenantry/contracts/roles.ts'
import type { DirectoryEntry } from '@tenantry/toolkit/tenant-directory.ts'
import { describe, expect, it } from 'vitest'
import type { Membership } from '../people/membership.ts'
import { authorize, denialOf } from './authorize.ts'

const ARN = 'arn:aws:execute-api:ap-southeast-2:000000000000:abcdefghij/v1/GET/widgets'
const tenant: DirectoryEntry = {
  tenantId: 'acme00000000',
  tenantName: 'Acme',
  status: 'active',
  tier: 'Basic',
  deployment: POOL,
  readShards: 1,
  writeShards: 1,
  journaled: false,
  ownPlan: null,
  sequence: 4,
  changedAt: 4,
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
  createdAt: '2026-01-01T00:00:00.000Z',
  sequence: 1,
}
const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

const given = { entitlements: ['reports', 'unasked'], allowances: { runs: 10, unasked: 1 } }

/** When the person signed in: half past noon, in seconds. */
const AUTH_TIME = Date.parse('2026-01-02T12:30:00.000Z') / 1000

function authorizing(
  entry: DirectoryEntry | undefined,
  membership: Membership | undefined,
  { session = credentials, validFrom = 0, known = true } = {},
) {
  const vended: string[] = []
  const services = {
    tenant: async () => (known ? entry : Promise.reject(new Error('AccessDenied'))),
    membership: async () => membership,
    validFrom: async () => validFrom,
    session: async (tenantId: string, role: string) => {
      vended.push(`${tenantId} ${role}`)
      return session
    },
    patterns: { TenantAdmin: { allow: ['*/widgets*'], deny: [] }, TenantUser: { allow: ['GET/widgets*'], deny: [] } },
    movesTable: 'moves',
    knows: () => known,
    serves: ({ kind }: Deployment) => kind === 'pool',
    tier: async () => given,
    asked: { entitlements: ['reports', 'exports'], allowances: ['seats', 'runs'] },
    now: () => Date.parse('2026-01-02T12:40:00.000Z'),
  }
  const claims = { tenantId: 'acme00000000', userId: 'ann', authTime: AUTH_TIME }
  return { result: authorize(services, claims, ARN), vended }
}

describe('the authorizer', () => {
  it('tells functions what the plan of the tenant has, as far as code asks for it', async () => {
    const { result } = authorizing(tenant, member)
    const plan = { entitlements: ['reports'], allowances: { runs: 10 }, spent: [] }
    expect(decodeAuthorizerContext((await result).context).plan).toEqual(plan)
    const own = { entitlements: ['exports'], allowances: { seats: 3 }, until: '2026-01-03T00:00:00.000Z' }
    const used = { month: '2026-01', used: { runs: 10 } }
    const more = authorizing({ ...tenant, ownPlan: own, allowanceUse: used }, member)
    expect(decodeAuthorizerContext((await more.result).context).plan).toEqual({
      entitlements: ['reports', 'exports'],
      allowances: { seats: 3, runs: 10 },
      spent: ['runs'],
    })
  })

  it('hands on who calls for which tenant, by the directory and the membership, with the session and key of that tenant', async () => {
    const { result, vended } = authorizing(tenant, member)
    expect(await result).toMatchObject({
      principalId: 'ann',
      policyDocument: { Statement: [{ Effect: 'Allow', Resource: [ARN.replace('GET/widgets', 'GET/widgets*')] }] },
      usageIdentifierKey: 'value-of-key1',
    })
    expect(decodeAuthorizerContext((await result).context)).toMatchObject({
      tenantId: 'acme00000000',
      userId: 'ann',
      role: 'TenantUser',
      tier: 'Basic',
      credentials,
    })
    expect(vended).toEqual(['acme00000000 TenantUser'])
  })

  it('tells where writes are journaled only while the tenant’s data moves', async () => {
    for (const journaled of [false, true]) {
      const { result } = authorizing({ ...tenant, journaled }, member)
      expect(decodeAuthorizerContext((await result).context).journal).toBe(journaled ? 'moves' : null)
    }
  })

  it.each([
    ['is no member', tenant, undefined, 'MEMBERSHIP_REVOKED'],
    ['is disabled', tenant, { ...member, state: 'disabled' as const }, 'MEMBERSHIP_REVOKED'],
    ['has not accepted', tenant, { ...member, state: 'invited' as const }, 'FORBIDDEN'],
    ['belongs to a suspended tenant', { ...tenant, status: 'suspended' as const }, member, 'TENANT_SUSPENDED'],
    ['belongs to a failed tenant', { ...tenant, status: 'failed' as const }, member, 'FORBIDDEN'],
    ['belongs to a tenant that is not ready', { ...tenant, status: 'provisioning' as const }, member, 'FORBIDDEN'],
    [
      'belongs to a tenant that has a silo',
      {
        ...tenant,
        deployment: {
          kind: 'silo' as const,
          stack: 's',
          apiUrl: '',
          userPoolId: '',
          clientId: '',
          identity: 'own' as const,
        },
      },
      member,
      'TENANT_MOVED',
    ],
    ['belongs to a tenant without a key', { ...tenant, apiKey: null }, member, 'FORBIDDEN'],
    ['names a tenant that nobody knows', undefined, member, 'FORBIDDEN'],
  ])('denies every route to one who %s, vends nothing, and says why', async (_name, entry, membership, denial) => {
    const { result, vended } = authorizing(entry, membership)
    const { policyDocument, context, usageIdentifierKey } = await result
    expect(policyDocument.Statement).toMatchObject([{ Effect: 'Deny', Resource: [ARN.replace('GET/widgets', '*')] }])
    expect(context).toMatchObject({ denial })
    expect(context).not.toHaveProperty('credentials')
    expect(usageIdentifierKey).toBeUndefined()
    expect(vended).toEqual([])
  })

  it.each([
    ['the person ended all sessions later', { validFrom: AUTH_TIME * 1000 + 1000 }, member],
    ['the membership was disabled later', {}, { ...member, validFrom: AUTH_TIME * 1000 + 1000 }],
  ])('knows no session that began before %s, and vends nothing', async (_name, change, membership) => {
    const { result, vended } = authorizing(tenant, membership, change)
    await expect(result).rejects.toThrow(/^Unauthorized$/)
    expect(vended).toEqual([])
  })

  it('serves a session that began in the second in which others ended, or later', async () => {
    const validFrom = AUTH_TIME * 1000 + 999
    const { result } = authorizing(tenant, { ...member, validFrom }, { validFrom })
    expect((await result).usageIdentifierKey).toBe('value-of-key1')
  })

  it('asks nothing about a tenant that its place does not know, and denies every route', async () => {
    const { result, vended } = authorizing(tenant, member, { known: false })
    const { policyDocument, context } = await result
    expect(policyDocument.Statement).toMatchObject([{ Effect: 'Deny' }])
    expect(context).toMatchObject({ denial: 'FORBIDDEN' })
    expect(vended).toEqual([])
  })

  it('lets nobody act whose membership is not active, in whatever state the tenant is', () => {
    for (const state of MEMBERSHIP_STATES) {
      const allowed = denialOf(tenant, { ...member, state }, () => true) === null
      expect(allowed).toBe(state === 'active')
    }
  })
})
