import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallSite, FAULTS, type Fault } from './faults.ts'
import {
  expectComplete,
  expectGoodEnd,
  expectNothingLeft,
  mend,
  type Onboarding,
  onboard,
  outcomeOf,
  problemsOf,
  retryToTheEnd,
} from './onboard.ts'
import { type OnboardingWorld, onboardingWorld } from './onboarding-world.ts'

// Calls that an onboarding makes go wrong, one at a time and in every way (chosen-faults.ts says which), on the local cloud's own stores, services and
// state machine in this process. The onboarding is finished, or undone with nothing left over; and where it failed, an operator's retry finishes it.
let world: OnboardingWorld

beforeAll(async () => {
  world = await onboardingWorld()
})
afterAll(() => world.close())

/** Calls of what is on the way of the onboarding; the sweeper and the watch are there to help, and the audit follows. */
const BESIDE: CallSite['fn'][] = ['outbox-sweeper', 'workflow-watch', 'workflow-slots', 'audit-trail']
const onTheWay = (calls: CallSite[]) => calls.filter(({ fn }) => !BESIDE.includes(fn))
const each = (sites: CallSite[], kind: Fault['kind']): Fault[] => sites.map((at) => ({ at, kind }))
const denied = (fn: CallSite['fn'], operation: string): Fault => ({ at: { fn, operation, nth: 1 }, kind: 'denied' })

describe('an onboarding', () => {
  let sites: CallSite[]
  beforeAll(async () => {
    sites = onTheWay((await onboard(world)).calls)
  })

  it('finishes when nothing goes wrong, and invites once', async () => {
    const onboarding = await onboard(world)
    await expectGoodEnd(world, onboarding, ['finished'])
    expect(await world.made(onboarding.registered, onboarding.name)).toMatchObject({ mails: 1 })
    expect(sites.length).toBeGreaterThan(30)
  })

  // What passes by itself needs nobody.
  it.each(['throttled', 'crash before', 'crash after'] as const)(
    'finishes by itself whichever call is hit: %s',
    async (kind) => {
      const problems = await problemsOf(each(sites, kind), async (fault) =>
        expectGoodEnd(world, await onboard(world, fault), ['finished']),
      )
      expect(problems).toEqual([])
    },
  )

  it('is finished or undone whichever call is denied, and can be retried', async () => {
    const outcomes = new Map<string, number>()
    const problems = await problemsOf(each(sites, 'denied'), async (fault) => {
      const onboarding = await onboard(world, fault)
      outcomes.set(onboarding.outcome, (outcomes.get(onboarding.outcome) ?? 0) + 1)
      await expectGoodEnd(world, onboarding, ['finished', 'compensated', 'stuck'])
    })
    expect(problems).toEqual([])
    // Each way of ending was met.
    expect([...outcomes.keys()].sort()).toEqual(['compensated', 'finished', 'stuck'])
  })

  it('whose execution somebody stops is found by the watch, and can be retried', async () => {
    world.faults.inject([denied('request-results', 'GetItem')])
    const registered = await world.register('stopped', 1)
    if (!registered) throw new Error('The sign-up was refused')
    await world.rest()
    await world.stopExecution(registered)
    await world.until(() => world.hasEnded(registered))
    const { error } = (await world.workflow(registered.tenantId)) ?? {}
    expect(error).toContain('ended as ABORTED')
    await mend(world)
    const outcome = await outcomeOf(world, registered)
    await expectGoodEnd(world, { name: 'stopped', registered, outcome, calls: [] }, ['stuck'])
  })

  it('is the same when every step and every event is delivered twice at once, and again later', async () => {
    world.deliverTwice(true)
    const onboarding = await onboard(world)
    world.deliverTwice(false)
    await expectGoodEnd(world, onboarding, ['finished'])
    const { tenantId } = onboarding.registered
    const before = [await world.tenant(tenantId), await world.workflow(tenantId)]
    const made = await world.made(onboarding.registered, onboarding.name)
    await world.deliverAgain()
    await world.until(world.isSettled)
    expect([await world.tenant(tenantId), await world.workflow(tenantId)]).toEqual(before)
    expect(await world.made(onboarding.registered, onboarding.name)).toEqual(made)
  })
})

describe('more onboardings at once than there are slots', () => {
  let names = 0
  /** Those that run wait a while, so that the others are seen to. */
  const throttledKeys: Fault = { at: { fn: 'lifecycle', operation: 'POST /apikeys', nth: 1 }, kind: 'throttled' }
  /** Four of them from their sign-up to their end; answers how many ran at once at most, and what gave them their slots. */
  async function flood(faults: Fault[] = []) {
    world.faults.inject([throttledKeys, ...faults])
    const registered = await Promise.all([1, 2, 3, 4].map(() => world.register(`flood${++names}`, 1)))
    const all = registered.flatMap((one) => one ?? [])
    let most = 0
    let waited = 0
    await world.until(async () => {
      const workflows = await Promise.all(all.map(({ tenantId }) => world.workflow(tenantId)))
      const running = workflows.filter((it) => it?.status === 'running')
      const waiting = running.filter((it) => it?.waitsFor?.what === 'slot')
      most = Math.max(most, running.length - waiting.length)
      waited = Math.max(waited, waiting.length)
      return running.length === 0
    })
    const calls = world.faults.calls().filter(({ fn }) => fn === 'workflow-slots')
    await mend(world)
    // Within a minute of the last end, nothing holds a slot.
    await world.until(async () => (await world.holders()).length === 0)
    return { outcomes: await Promise.all(all.map((one) => outcomeOf(world, one))), most, waited, calls }
  }
  const finished = ['finished', 'finished', 'finished', 'finished']

  it('run two at a time, the others wait, and all of them finish', async () => {
    const { outcomes, most, waited } = await flood()
    expect(outcomes).toEqual(finished)
    expect(most).toBeLessThanOrEqual(2)
    expect(waited).toBeGreaterThan(0)
  })

  it.each(['throttled', 'crash before', 'crash after'] as const)(
    'finish, and leave no slot taken, whichever call of what gives them slots is hit: %s',
    async (kind) => {
      const { calls } = await flood()
      expect(calls.length).toBeGreaterThan(5)
      const problems = await problemsOf(each(calls.slice(0, 20), kind), async (fault) => {
        const { outcomes, most } = await flood([fault])
        expect(outcomes).toEqual(finished)
        expect(most).toBeLessThanOrEqual(2)
      })
      expect(problems).toEqual([])
    },
  )
})

// The one fails before anything of the app plane is made, the other one after everything is.
describe.each([
  ['early', denied('lifecycle', 'POST /usageplans/{id}/keys')],
  ['late', denied('tenant-directory', 'UpdateItem')],
])('the compensation of an onboarding that fails %s', (_when, failure) => {
  let sites: CallSite[]
  beforeAll(async () => {
    const { calls } = await onboard(world, failure)
    const isFailure = ({ fn, operation }: CallSite) => fn === failure.at.fn && operation === failure.at.operation
    sites = onTheWay(calls.slice(calls.findIndex(isFailure) + 1))
    expect(sites.map(({ operation }) => operation)).toContain('DELETE /apikeys/{id}')
  })

  it.each(['throttled', 'crash before', 'crash after'] as const)(
    'undoes everything whichever call is hit: %s',
    async (kind) => {
      const problems = await problemsOf(each(sites, kind), async (fault) =>
        expectGoodEnd(world, await onboard(world, failure, fault), ['compensated']),
      )
      expect(problems).toEqual([])
    },
  )

  it('undoes everything, or waits for an operator, whichever call is denied', async () => {
    const problems = await problemsOf(each(sites, 'denied'), async (fault) =>
      expectGoodEnd(world, await onboard(world, failure, fault), ['compensated', 'stuck']),
    )
    expect(problems).toEqual([])
  })

  it('is the same when every step and every event is delivered twice at once, and again later', async () => {
    world.deliverTwice(true)
    const onboarding = await onboard(world, failure)
    world.deliverTwice(false)
    expect(onboarding.outcome).toBe('compensated')
    await world.deliverAgain()
    await world.until(world.isSettled)
    await expectNothingLeft(world, onboarding)
    await retryToTheEnd(world, onboarding)
    await world.deliverAgain()
    await world.until(world.isSettled)
    await expectComplete(world, onboarding)
  })
})

describe('the retry of an onboarding that failed', () => {
  const failed = () => onboard(world, denied('lifecycle', 'POST /usageplans/{id}/keys'))
  /** An operator who gets no answer tries again. */
  async function retryWith({ registered }: Onboarding, faults: Fault[]): Promise<CallSite[]> {
    world.faults.inject(faults)
    for (let attempt = 1; attempt <= 3; attempt++) if (await world.retry(registered)) break
    const calls = world.faults.calls().filter(({ fn }) => fn === 'api')
    await mend(world)
    await world.until(() => world.hasEnded(registered))
    if ((await outcomeOf(world, registered)) !== 'finished') await world.retry(registered)
    await world.until(() => world.hasEnded(registered))
    await world.until(world.isSettled)
    return calls
  }

  it.each(FAULTS)('finishes it whichever call of the operator is hit: %s', async (kind) => {
    const sites = await retryWith(await failed(), [])
    expect(sites.length).toBeGreaterThan(3)
    const problems = await problemsOf(each(sites, kind), async (fault) => {
      const onboarding = await failed()
      await retryWith(onboarding, [fault])
      await expectComplete(world, onboarding)
      expect((await world.workflow(onboarding.registered.tenantId))?.attempt).toBe(2)
    })
    expect(problems).toEqual([])
  })
})
