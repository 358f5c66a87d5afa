import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { registered } from '../tenants/audit.ts'
import { newRegistration } from '../tenants/onboarding.ts'
import { type OutboxRecord, relay } from '../tenants/outbox.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { tenantsInMemory } from '../tenants/tenants-in-memory.ts'
import { approveTenant } from './approve-tenant.ts'
import type { Services } from './change-tenant.ts'
import { reactivateTenant } from './reactivate-tenant.ts'
import { retryOnboarding } from './retry-onboarding.ts'
import { suspendTenant } from './suspend-tenant.ts'

const AT = '2026-01-01T00:00:00.000Z'
const ids = { tenantId: 'acme00000000', registrationId: `reg_${'0'.repeat(26)}` }
const facts = {
  ...ids,
  name: 'Acme',
  adminEmail: 'ann@acme.example',
  tier: 'Basic',
  deployment: 'pool' as const,
  shards: 1,
  createdAt: AT,
  sequence: 4,
}
const active: Tenant = { ...facts, status: 'active', apiKeyId: 'key1', activatedAt: AT }
const suspended: Tenant = { ...active, status: 'suspended', suspendedAt: AT, suspension: 'Unpaid' }
const failed: Tenant = { ...facts, status: 'failed', failedAt: AT, failure: 'The pool is full' }
const waiting: Tenant = { ...facts, status: 'awaiting-approval' }
const provisioning: Tenant = { ...facts, status: 'provisioning', apiKeyId: null }

let tenants: ReturnType<typeof tenantsInMemory>
let sent: OutboxRecord[]
let services: Services

async function given(tenant: Tenant) {
  tenants = tenantsInMemory()
  await tenants.store.register({
    tenant,
    registration: { ...newRegistration({ ...ids, createdAt: AT }), status: 'failed' },
    audit: registered(tenant, 'applicant'),
    outbox: null,
    answered: null,
  })
  const send = async (record: OutboxRecord) => void sent.push(record)
  services = {
    tenants: tenants.store,
    send: relay(send, { outbox: tenants.outbox, logger: { warn: () => {} } }),
    system: { now: () => Date.parse(AT) },
  }
}

beforeEach(() => {
  sent = []
})

const request = (body?: unknown, id = ids.tenantId): ApiRequest => ({
  operation: '',
  params: { id },
  query: {},
  headers: {},
  body,
  caller: { userId: 'op1', email: 'op@x.example', role: 'SystemAdmin' },
  requestId: 'r1',
})
const suspend = (body: unknown = { reason: 'Unpaid' }) => suspendTenant(services)(request(body))

describe('an operator', () => {
  it('suspends an active tenant: the app plane is asked to follow, and asked again until it answers', async () => {
    await given(active)
    expect(await suspend()).toMatchObject({
      status: 200,
      body: { status: 'suspended', suspension: 'Unpaid', sequence: 5 },
    })
    expect(sent).toMatchObject([
      { type: 'sbt_aws_deactivateRequest', detail: { status: 'suspended', sequence: 5, apiKeyId: 'key1' } },
    ])
    expect(tenants.waiting).toEqual(sent)
    expect(tenants.audit.at(-1)).toEqual({
      tenantId: ids.tenantId,
      sequence: 5,
      at: AT,
      actor: 'op@x.example',
      change: 'suspended',
      from: 'active',
      to: 'suspended',
      reason: 'Unpaid',
    })
  })

  it('reactivates a suspended tenant with its key, and nothing of the suspension stays', async () => {
    await given(suspended)
    expect(await reactivateTenant(services)(request())).toMatchObject({ body: { status: 'active', suspension: null } })
    expect(await tenants.store.tenant(ids.tenantId)).toEqual({ ...active, sequence: 5 })
    expect(sent).toMatchObject([{ type: 'sbt_aws_activateRequest', detail: { status: 'active', apiKeyId: 'key1' } }])
  })

  it('retries an onboarding that failed from its first step; the history keeps the reason', async () => {
    await given(failed)
    expect(await retryOnboarding(services)(request())).toMatchObject({
      body: { status: 'provisioning', failure: null },
    })
    expect(sent).toEqual([{ kind: 'start', ...ids, sequence: 5, at: AT }])
    expect(tenants.waiting).toEqual([])
    expect(await tenants.store.registration(ids.registrationId)).toMatchObject({
      status: 'provisioning',
      steps: [{ status: 'pending' }, { status: 'pending' }, { status: 'pending' }],
      version: 2,
    })
  })

  it('approves a tenant that waits for it, whose onboarding then begins', async () => {
    await given(waiting)
    expect(await approveTenant(services)(request())).toMatchObject({ body: { status: 'provisioning' } })
    expect(sent).toMatchObject([{ kind: 'start', registrationId: ids.registrationId }])
    expect(tenants.audit.at(-1)).toMatchObject({ actor: 'op@x.example', change: 'approved', from: 'awaiting-approval' })
  })

  const operations = {
    suspend,
    reactivate: () => reactivateTenant(services)(request()),
    retry: () => retryOnboarding(services)(request()),
    approve: () => approveTenant(services)(request()),
  }
  const allowed = { suspend: 'active', reactivate: 'suspended', retry: 'failed', approve: 'awaiting-approval' }
  it.each([active, suspended, failed, waiting, provisioning])(
    'is refused what a tenant that is $status does not allow',
    async (tenant) => {
      for (const name of Object.keys(operations) as (keyof typeof operations)[]) {
        if (allowed[name] === tenant.status) continue
        await given(tenant)
        await expect(operations[name](), name).rejects.toMatchObject({ code: 'CONFLICT' })
        expect(await tenants.store.tenant(ids.tenantId)).toEqual(tenant)
        expect(tenants.audit).toHaveLength(1)
      }
      expect(sent).toEqual([])
    },
  )

  it('wins or loses against another one, and never both', async () => {
    await given(active)
    const results = await Promise.allSettled([suspend(), suspend()])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'CONFLICT' } })
    expect(tenants.audit).toHaveLength(2)
  })

  it.each([[{}], [{ reason: ' ' }], [{ reason: 'x'.repeat(501) }], [undefined]])(
    'gives a reason for a suspension: %j is none',
    async (body) => {
      await given(active)
      await expect(suspendTenant(services)(request(body))).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
    },
  )

  it.each(['nobody000000', '../etc', 'constructor'])('finds no tenant for %j', async (id) => {
    await given(active)
    await expect(reactivateTenant(services)(request(undefined, id))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
