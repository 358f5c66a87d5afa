import { UNUSED_TENANT_DAYS } from '@tenantry/contracts/timing.ts'
import { buildSignUp, buildTenant } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import type { TableQuery } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditChange, BY_LIFECYCLE } from '../tenants/audit.ts'
import { applyChange, type Change, type Tenant } from '../tenants/tenant.ts'
import { unusedItem, unusedKey } from '../tenants/tenant-items.ts'
import { unusedTenants } from '../tenants/unused-tenants.ts'
import { expireTenants } from './expire-tenants.ts'

let plane: TestControlPlane
let started: Entry[]

beforeEach(async () => {
  plane = await testControlPlane()
  started = []
})

const system = () => ({ ...realSystem, now: plane.clock.now })
const unused = () => unusedTenants(plane.items)
const expire = (tenants: Parameters<typeof expireTenants>[0]['tenants'] = plane.tenants) =>
  expireTenants({
    unused: unused(),
    tenants,
    start: async (entry) => void started.push(entry),
    system: system(),
  })

/** Changes a tenant as the control plane does. */
async function change(tenantId: string, made: Change): Promise<Tenant> {
  const before = await tenantOf(tenantId)
  const after = applyChange(before, made, new Date(plane.clock.now()).toISOString())
  if (!after) throw new Error(`${made.type} changes nothing`)
  const audit = auditChange(before, after, made, { writer: 'lifecycle', by: BY_LIFECYCLE, system: system() })
  await plane.tenants.commit({ before, after, workflow: null, audit, outbox: null, operatorId: null })
  return after
}

async function tenantOf(tenantId: string): Promise<Tenant> {
  const tenant = await plane.tenants.tenant(tenantId)
  if (!tenant) throw new Error(`There is no tenant ${tenantId}`)
  return tenant
}

/** A tenant that has just been activated. */
async function activated(n = 1): Promise<string> {
  const tenantId = `t${n}`.padEnd(12, '0')
  const facts = { tenantId, name: `Tenant ${n}`, registrationId: `reg_${n}`, apiKeyId: `key${n}` }
  await plane.tenants.register(buildSignUp({ tenant: buildTenant('provisioning', facts) }))
  await change(tenantId, { type: 'activated' })
  return tenantId
}

describe('a tenant that nobody has signed in to', () => {
  it('leaves when its time is over, and not before: recorded, and by the workflow that deletes every tenant', async () => {
    const tenantId = await activated()
    plane.leap(UNUSED_TENANT_DAYS - 1)
    await expire()
    expect(started).toEqual([])
    plane.leap(2)
    await expire()
    const tenant = await tenantOf(tenantId)
    expect(tenant).toMatchObject({ status: 'offboarding', isClosed: false })
    expect(started).toMatchObject([{ type: 'start-workflow', detail: { tenantId, kind: 'offboarding' } }])
    expect(await plane.workflows.get(tenantId, tenant.workflowId ?? '')).toMatchObject({ input: { ifUnused: true } })
    expect((await plane.audit(tenantId)).at(-1)).toMatchObject({
      change: 'offboarding-started',
      actor: 'tenant-expiry',
      reason: expect.stringContaining('Nobody has signed in'),
    })
  })

  it('is begun once, whatever runs twice, and not again when it was undone', async () => {
    const tenantId = await activated()
    plane.leap(UNUSED_TENANT_DAYS + 1)
    await Promise.allSettled([expire(), expire()])
    await expire()
    expect(started).toHaveLength(1)
    const { workflowId } = await tenantOf(tenantId)
    await change(tenantId, { type: 'offboarding-undone', workflowId: workflowId ?? '' })
    plane.leap(1)
    await expire()
    expect(started).toHaveLength(1)
  })

  it('is looked at again soon where somebody changed it at the same time', async () => {
    const tenantId = await activated()
    plane.leap(UNUSED_TENANT_DAYS + 1)
    await expire({
      ...plane.tenants,
      async tenant(id) {
        const tenant = await plane.tenants.tenant(id)
        await change(id, { type: 'suspended', reason: 'A test' })
        await change(id, { type: 'reactivated' })
        return tenant
      },
    })
    expect(started).toEqual([])
    plane.leap(1)
    await expire()
    expect(await tenantOf(tenantId)).toMatchObject({ status: 'offboarding' })
  })

  it('has as long again once operators have invited its admin anew', async () => {
    const tenantId = await activated()
    plane.leap(UNUSED_TENANT_DAYS - 1)
    await change(tenantId, { type: 'invitation-resent' })
    plane.leap(UNUSED_TENANT_DAYS - 1)
    await expire()
    expect(await tenantOf(tenantId)).toMatchObject({ status: 'active' })
    plane.leap(2)
    await expire()
    expect(await tenantOf(tenantId)).toMatchObject({ status: 'offboarding' })
  })

  it('waits for a workflow that holds it, and while it is suspended', async () => {
    const [held, suspended] = [await activated(1), await activated(2)]
    const workflowId = 'wfl_0000000000000000000000'
    await change(held, { type: 'export-started', workflowId })
    await change(suspended, { type: 'suspended', reason: 'A test' })
    plane.leap(UNUSED_TENANT_DAYS + 1)
    await expire()
    expect(started).toEqual([])
    await change(held, { type: 'export-done', workflowId })
    plane.leap(1)
    await expire()
    expect(started).toMatchObject([{ detail: { tenantId: held } }])
  })
})

describe('a tenant that somebody has signed in to', () => {
  it('never leaves by itself, whenever that was heard', async () => {
    const tenantId = await activated()
    await unused().markUsed(tenantId)
    // A run that read it before goes on with what it knew.
    await unused().lookAgain(tenantId, '2000-01-01T00:00:00.000Z')
    plane.leap(10 * UNUSED_TENANT_DAYS)
    await expire()
    expect(started).toEqual([])
    expect(await tenantOf(tenantId)).toMatchObject({ status: 'active' })
  })

  it('is none of those of which nothing is known, as from a release that knew nothing of this', async () => {
    const tenantId = await activated()
    await plane.items.delete(unusedKey(tenantId))
    plane.leap(10 * UNUSED_TENANT_DAYS)
    await expire()
    expect(started).toEqual([])
  })
})

it('a run looks at a hundred of ten thousand tenants, with one query', async () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => `u${String(n).padStart(11, '0')}`)
  for (let at = 0; at < ids.length; at += 500) {
    const put = ids.slice(at, at + 500).map((id) => unusedItem(id, new Date(plane.clock.now()).toISOString()))
    await plane.items.writeMany({ put })
  }
  plane.leap(1)
  const queries: TableQuery[] = []
  const looked: string[] = []
  const counted = unusedTenants({
    ...plane.items,
    query: (query) => {
      queries.push(query)
      return plane.items.query(query)
    },
  })
  await expireTenants({
    unused: counted,
    tenants: {
      ...plane.tenants,
      tenant: async (tenantId) => {
        looked.push(tenantId)
        return buildTenant('suspended', { tenantId })
      },
    },
    start: async () => {},
    system: system(),
  })
  expect(queries).toHaveLength(1)
  expect(looked).toEqual(ids.slice(0, 100))
  // Those that were looked at are behind all others.
  expect(await unused().due(new Date(plane.clock.now()).toISOString(), 1)).toEqual([ids[100]])
})
