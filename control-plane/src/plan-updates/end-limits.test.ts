import { buildSignUp, buildTenant, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import type { OutboxEntry } from '@tenantry/toolkit/outbox.ts'
import { system as realSystem } from '@tenantry/toolkit/system.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { auditChange, BY_LIFECYCLE } from '../tenants/audit.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { endLimits } from './end-limits.ts'

let plane: TestControlPlane
let started: OutboxEntry[]
const system = () => ({ ...realSystem, now: plane.clock.now })
const inDays = (days: number) => new Date(plane.clock.now() + days * 86_400_000).toISOString()

beforeEach(async () => {
  plane = await testControlPlane()
  started = []
  await plane.tenants.register(buildSignUp())
})

const run = () =>
  endLimits({
    table: plane.items,
    tenants: plane.tenants,
    start: async (entry) => void started.push(entry),
    system: system(),
  })

const tenant = async () => (await plane.tenants.tenant(TENANT_ID)) as Tenant

/** Makes the tenant what it is to be, as the steps of a workflow do. */
async function become(facts: Partial<Tenant>): Promise<void> {
  const before = await tenant()
  const after = { ...buildTenant('active'), sequence: before.sequence + 1, ...facts } as Tenant
  const change = { type: 'activated' } as const
  const audit = auditChange(before, after, change, { writer: 'lifecycle', by: BY_LIFECYCLE, system: system() })
  await plane.tenants.commit({ before, after, workflow: null, audit, outbox: null, operatorId: null })
}
const own = (until: string) => ({ rate: 1, burst: 1, quota: 1, entitlements: [], allowances: {}, until })

describe('limits of a tenant’s own that have ended', () => {
  it('start the change back to its tier, once', async () => {
    await become({ limits: own(inDays(1)) })
    await run()
    expect(started).toEqual([])
    plane.leap(2)
    await run()
    expect(await tenant()).toMatchObject({ workflowId: expect.stringMatching(/^wfl_/) })
    expect(started).toMatchObject([{ type: 'start-workflow', detail: { kind: 'change-tier', from: 'new-key' } }])
    const [workflow] = await plane.workflows.list(TENANT_ID, { limit: 1, after: null })
    expect(workflow?.input).toMatchObject({ tier: 'Basic', limits: null, from: { limits: { rate: 1 } } })
    const [latest] = (await plane.audit()).toReversed()
    expect(latest).toMatchObject({ change: 'change-tier-started', actor: 'plan-updates' })
    await run()
    expect(started).toHaveLength(1)
  })

  it('wait while another workflow holds the tenant, and are found again in an hour', async () => {
    await become({ limits: own(inDays(1)), workflowId: 'wfl_other' })
    plane.leap(2)
    await run()
    expect(started).toEqual([])
    await become({ limits: own(inDays(-1)), workflowId: null })
    plane.leap(1 / 12)
    await run()
    expect(started).toHaveLength(1)
  })

  it('leave those that go on: a smaller quota ends with its month', async () => {
    await become({ limits: own(inDays(60)), heldQuota: { quota: 5, until: inDays(10) } })
    plane.leap(11)
    await run()
    const [workflow] = await plane.workflows.list(TENANT_ID, { limit: 1, after: null })
    expect(workflow?.input).toMatchObject({ limits: { rate: 1 } })
  })

  it('of a tenant that has none any more are forgotten', async () => {
    await become({ limits: own(inDays(1)) })
    await become({ limits: null })
    plane.leap(2)
    await run()
    expect(started).toEqual([])
    expect((await plane.partition()).map(({ sk }) => sk)).not.toContain('limits-end')
  })
})
