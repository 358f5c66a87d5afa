import { hasLeftovers } from '@tenantry/control-plane/workflows/workflow.ts'
import { expect } from 'vitest'
import { chosenFaults } from './chosen-faults.ts'
import type { CallSite, Fault } from './faults.ts'
import type { OnboardingWorld, Registered } from './onboarding-world.ts'

export type Outcome = 'finished' | 'compensated' | 'stuck'

export interface Onboarding {
  name: string
  registered: Registered
  outcome: Outcome
  /** What the functions called, in order. */
  calls: CallSite[]
}

let names = 0

/** Onboards a tenant while something goes wrong, and answers how that ended once everything was right again. */
export async function onboard(world: OnboardingWorld, ...faults: Fault[]): Promise<Onboarding> {
  const name = `t${++names}`
  world.faults.inject(faults)
  let registered = await world.register(name, 3)
  if (!registered) {
    world.faults.lift()
    registered = await world.register(name, 1)
  }
  if (!registered) throw new Error('The sign-up was refused though nothing goes wrong any more')
  const signedUp = registered
  await world.until(() => world.hasEnded(signedUp))
  const calls = world.faults.calls()
  await mend(world)
  return { name, registered, outcome: await outcomeOf(world, registered), calls }
}

export async function outcomeOf(world: OnboardingWorld, { tenantId }: Registered): Promise<Outcome> {
  const workflow = await world.workflow(tenantId)
  if (workflow?.status === 'done') return 'finished'
  if (workflow?.status === 'failed') return hasLeftovers(workflow) ? 'stuck' : 'compensated'
  throw new Error(`The workflow is ${workflow?.status}`)
}

/** What was wrong is right again: what had no way is sent on its way. */
export async function mend(world: OnboardingWorld): Promise<void> {
  world.faults.lift()
  world.bus.redrive()
  await world.until(world.isSettled)
}

/** An operator retries, and the onboarding goes to its end. */
export async function retryToTheEnd(world: OnboardingWorld, { registered }: Onboarding): Promise<void> {
  expect(await world.retry(registered), 'the retry is accepted').toBe(true)
  await world.until(() => world.hasEnded(registered))
  await world.until(world.isSettled)
}

/** The tenant is served: everything is there, and once. */
export async function expectComplete(world: OnboardingWorld, { name, registered }: Onboarding): Promise<void> {
  expect(await world.tenant(registered.tenantId)).toMatchObject({ status: 'active', workflowId: null })
  const { keys, mails, ...made } = await world.made(registered, name)
  expect(made).toEqual({
    keysOnPlan: 1,
    directory: { status: 'active', hasKeyOfTenant: true },
    members: [{ role: 'TenantAdmin', email: `${name}@acme.example` }],
    users: 1,
  })
  expect(keys).toHaveLength(1)
  // One that crashed while it sent a mail cannot know whether it did.
  expect(mails).toBeGreaterThan(0)
}

/** The onboarding was undone: there is its record with the reason, and nothing else. */
export async function expectNothingLeft(world: OnboardingWorld, { name, registered }: Onboarding): Promise<void> {
  expect(await world.tenant(registered.tenantId)).toMatchObject({ status: 'failed', failure: expect.any(String) })
  const { directory, ...made } = await world.made(registered, name)
  expect(made).toEqual({ keys: [], keysOnPlan: 0, members: [], users: 0, mails: 0 })
  if (directory) expect(directory.status).toBe('failed')
}

/** The onboarding ends in one of these ways, with what belongs to it; and where it failed, an operator's retry finishes it. */
export async function expectGoodEnd(world: OnboardingWorld, onboarding: Onboarding, allowed: Outcome[]): Promise<void> {
  const workflow = await world.workflow(onboarding.registered.tenantId)
  expect(allowed, workflow?.error ?? '').toContain(onboarding.outcome)
  if (onboarding.outcome === 'stuck')
    expect(await world.tenant(onboarding.registered.tenantId)).toMatchObject({ workflowId: workflow?.workflowId })
  if (onboarding.outcome === 'compensated') await expectNothingLeft(world, onboarding)
  if (onboarding.outcome !== 'finished') await retryToTheEnd(world, onboarding)
  await expectComplete(world, onboarding)
  await expectRecorded(world, onboarding)
}

/** Each change of the tenant and of its people has one record, whatever went wrong; and the control plane hears of those of people. */
async function expectRecorded(world: OnboardingWorld, { name, registered }: Onboarding): Promise<void> {
  const { changes, people, told } = await world.recorded(registered)
  const { sequence } = await world.tenant(registered.tenantId)
  const sequences = changes.map((change) => change.sequence)
  expect(sequences, 'recorded changes').toEqual(Array.from({ length: sequence }, (_, n) => sequence - n))
  const count = (action: string) => people.filter((record) => record.action === action).length
  const { members } = await world.made(registered, name)
  expect(count('person.invited') - count('person.removed'), 'recorded people').toBe(members.length)
  expect(told, 'records that the control plane hears of').toEqual(new Set(people.map(({ id }) => id)))
}

/** Tries those of these that are chosen, and answers what was wrong where. */
export async function problemsOf(faults: Fault[], attempt: (fault: Fault) => Promise<void>): Promise<string[]> {
  const problems: string[] = []
  for (const fault of chosenFaults(faults)) {
    const { fn, operation, nth } = fault.at
    try {
      await attempt(fault)
    } catch (error) {
      problems.push(`${fault.kind} at ${fn} ${operation} ${nth}: ${(error as Error).message}`)
    }
  }
  return problems
}
