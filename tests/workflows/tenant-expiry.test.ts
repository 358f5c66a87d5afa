import { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import { UNUSED_TENANT_DAYS } from '@tenantry/contracts/timing.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onboard } from './onboard.ts'
import { type OnboardingWorld, onboardingWorld, type Registered } from './onboarding-world.ts'

// Tenants that nobody signs in to, on the local cloud's own stores and state machines in this process, whose time is put forward.
let world: OnboardingWorld

beforeAll(async () => {
  world = await onboardingWorld()
})
afterAll(() => world.close())

/** Lets the time of an unused tenant pass, looks, and waits until whatever began has ended. */
async function expire({ tenantId }: Registered): Promise<void> {
  await world.clock.sleep((UNUSED_TENANT_DAYS + 1) * 86_400_000)
  await world.expire()
  await world.until(async () => (await world.tenant(tenantId)).workflowId === null)
  await world.until(world.isSettled)
}

it('a tenant that nobody signs in to is deleted with its key and its account, and its name is free', async () => {
  const { name, registered } = await onboard(world)
  await expire(registered)
  expect(await world.tenant(registered.tenantId)).toMatchObject({ status: 'deleted' })
  expect(await world.made(registered, name)).toMatchObject({ keys: [], users: 0, members: [] })
  const report = DeletionReport.parse((await world.workflow(registered.tenantId))?.result?.report)
  expect(report).toMatchObject({ people: { members: 1, accounts: 1 } })
  const { changes } = await world.recorded(registered)
  expect(changes).toContainEqual(expect.objectContaining({ change: 'offboarding-started' }))
  expect(await world.register(name, 1)).not.toBeNull()
})

it('a tenant whose people signed in stays what it was, though the control plane has not heard of it', async () => {
  const { name, registered } = await onboard(world)
  await world.signIn(registered)
  await expire(registered)
  expect(await world.tenant(registered.tenantId)).toMatchObject({ status: 'active' })
  expect(await world.workflow(registered.tenantId)).toMatchObject({
    kind: 'offboarding',
    status: 'failed',
    error: expect.stringContaining('Somebody has signed in'),
  })
  expect(await world.made(registered, name)).toMatchObject({
    keysOnPlan: 1,
    users: 1,
    directory: { status: 'active', hasKeyOfTenant: true },
  })
  // From now on it has, and the tenant is looked at no more.
  const { workflowId } = (await world.workflow(registered.tenantId)) ?? {}
  await expire(registered)
  expect(await world.workflow(registered.tenantId)).toMatchObject({ workflowId })
})

it('whichever call of the search fails, the next one does what it left', async () => {
  const { registered } = await onboard(world)
  await world.clock.sleep((UNUSED_TENANT_DAYS + 1) * 86_400_000)
  for (const operation of ['Query', 'GetItem', 'TransactWriteItems']) {
    world.faults.inject([{ at: { fn: 'tenant-expiry', operation, nth: 1 }, kind: 'denied' }])
    await world.expire()
    world.faults.lift()
    expect(await world.tenant(registered.tenantId)).toMatchObject({ status: 'active' })
  }
  // What could not be begun is looked at again within the hour.
  await world.clock.sleep(3_600_001)
  await world.expire()
  await world.until(async () => (await world.tenant(registered.tenantId)).status === 'deleted')
})
