import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { hasLeftovers } from '@tenantry/control-plane/workflows/workflow.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallSite, Fault } from './faults.ts'
import { mend, onboard, problemsOf } from './onboard.ts'
import { type OnboardingWorld, onboardingWorld, type Registered } from './onboarding-world.ts'

// Calls that a change of tier makes go wrong, one at a time and in every way (chosen-faults.ts says which), on the local cloud's own stores, services
// and state machine. The tenant ends with one key, on the plan of its tier; and no key that an authorizer may still name is ever refused.
let world: OnboardingWorld

beforeAll(async () => {
  world = await onboardingWorld()
})
afterAll(() => world.close())

const USED = 7

interface Changed {
  registered: Registered
  outcome: 'done' | 'failed' | 'undone' | 'stuck'
  calls: CallSite[]
}

/** The values of API keys that authorizers may have: those that the directory had within S. Throws when one of them is refused. */
function watchKeys(registered: Registered) {
  const seen = new Map<string, number>()
  return async () => {
    const now = world.clock.now()
    const entry = await world.entry(registered)
    if (entry?.apiKey) seen.set(entry.apiKey, now)
    const keys = await world.keysOf(registered)
    for (const [value, at] of seen) {
      if (now - at > (PROPAGATION_SECONDS - 1) * 1000) continue
      const key = keys.find((one) => one.value === value)
      expect(key?.plan, 'the plan of a key that an authorizer may name').toBeTruthy()
    }
  }
}

/** Workflows sort by the time of their start. */
async function passTime(): Promise<void> {
  const now = world.clock.now()
  await world.until(() => world.clock.now() > now)
}

/** Has a tenant change to Premium while something goes wrong, and an operator do something meanwhile. */
async function change({ faults = [], undoAt }: { faults?: Fault[]; undoAt?: string } = {}): Promise<Changed> {
  const { registered } = await onboard(world)
  const entry = await world.entry(registered)
  expect(await world.call(entry?.apiKey ?? '', USED)).toEqual(Array(USED).fill(200))
  await passTime()
  world.faults.inject(faults)
  for (let tries = 0; tries < 3; tries++)
    if (await world.operate('changeTier', registered, { body: { tier: 'Premium' } })) break
  if ((await world.workflow(registered.tenantId))?.kind !== 'change-tier') {
    world.faults.lift()
    await world.operate('changeTier', registered, { body: { tier: 'Premium' } })
  }
  return { registered, ...(await toTheEnd(registered, undoAt)) }
}

async function toTheEnd(registered: Registered, undoAt?: string): Promise<Pick<Changed, 'outcome' | 'calls'>> {
  const check = watchKeys(registered)
  let isUndone = false
  await world.until(async () => {
    await check()
    const workflow = await world.workflow(registered.tenantId)
    const running = workflow?.steps.find(({ status }) => status === 'running')?.name
    if (undoAt !== undefined && running === undoAt && !isUndone) {
      const { workflowId = '' } = workflow ?? {}
      isUndone = (await world.operate('undoWorkflow', registered, { workflowId })) !== null
    }
    return world.hasEnded(registered)
  })
  const calls = world.faults.calls()
  await mend(world)
  const workflow = await world.workflow(registered.tenantId)
  if (workflow?.status === 'running' || workflow?.status === 'waiting' || !workflow) throw new Error('it goes on')
  return { outcome: hasLeftovers(workflow) ? 'stuck' : workflow.status, calls }
}

/** One key, which the directory names, on the plan of the tier, with what was used counted. */
async function expectTidy({ registered }: Changed, tier: string): Promise<void> {
  const tenant = await world.tenant(registered.tenantId)
  expect(tenant).toMatchObject({ tier, status: 'active', workflowId: null })
  const keys = await world.keysOf(registered)
  expect(keys).toMatchObject([{ plan: `tenantry-tier-${tier}` }])
  expect(await world.entry(registered)).toMatchObject({ tier, apiKey: keys[0]?.value, apiKeyId: keys[0]?.id })
  const quota = { Basic: 1_000_000, Premium: 20_000_000 }[tier] ?? 0
  expect((await world.usage(registered)).left).toBe(quota - USED)
}

/** Ends as it may, and an operator who tries what stands still again, or asks for the change again, gets it. */
async function expectGoodEnd(changed: Changed, allowed: Changed['outcome'][]): Promise<void> {
  expect(allowed).toContain(changed.outcome)
  if (changed.outcome === 'failed' || changed.outcome === 'undone') {
    await expectTidy(changed, 'Basic')
    await passTime()
    await world.operate('changeTier', changed.registered, { body: { tier: 'Premium' } })
  }
  if (changed.outcome === 'stuck') {
    const { workflowId = '' } = (await world.workflow(changed.registered.tenantId)) ?? {}
    expect(await world.operate('retryWorkflow', changed.registered, { workflowId })).toBeTruthy()
  }
  if (changed.outcome !== 'done') await toTheEnd(changed.registered)
  await expectTidy(changed, 'Premium')
}

const BESIDE: CallSite['fn'][] = ['outbox-sweeper', 'workflow-watch', 'workflow-slots', 'audit-trail']
const onTheWay = (calls: CallSite[]) => calls.filter(({ fn }) => !BESIDE.includes(fn))
/** Of each operation of a function, the first call and the last: what is denied is denied from there on. */
const firstAndLast = (sites: CallSite[]): CallSite[] =>
  sites.filter(({ fn, operation, nth }) => {
    const like = sites.filter((one) => one.fn === fn && one.operation === operation)
    return nth === 1 || nth === like.length
  })

/** Slows a function down, so that somebody can act meanwhile. */
const throttled = (fn: CallSite['fn'], operation: string): Fault => ({
  at: { fn, operation, nth: 1 },
  kind: 'throttled',
})
const each = (sites: CallSite[], kind: Fault['kind']): Fault[] => sites.map((at) => ({ at, kind }))

describe('a change of tier', () => {
  let sites: CallSite[]
  beforeAll(async () => {
    sites = onTheWay((await change()).calls)
  })

  it('is the same when every step and every event is delivered twice at once, and again later', async () => {
    world.deliverTwice(true)
    const changed = await change()
    world.deliverTwice(false)
    await expectGoodEnd(changed, ['done'])
    const before = await world.tenant(changed.registered.tenantId)
    await world.deliverAgain()
    await world.until(world.isSettled)
    expect(await world.tenant(changed.registered.tenantId)).toEqual(before)
    await expectTidy(changed, 'Premium')
  })

  it('ends with one key on the new plan, and what was used of the month is used there too', async () => {
    const changed = await change()
    await expectGoodEnd(changed, ['done'])
    const { changes } = await world.recorded(changed.registered)
    expect(changes.map(({ change: what }) => what).slice(0, 3)).toEqual([
      'change-tier-done',
      'key-switched',
      'change-tier-started',
    ])
    expect(sites.length).toBeGreaterThan(30)
  })

  it.each(['throttled', 'crash before', 'crash after'] as const)(
    'ends so by itself whichever call is hit: %s',
    async (kind) => {
      const problems = await problemsOf(each(sites, kind), async (fault) =>
        expectGoodEnd(await change({ faults: [fault] }), ['done']),
      )
      expect(problems).toEqual([])
    },
  )

  it('is done or undone whichever call is denied, and an operator can have it then', async () => {
    const problems = await problemsOf(each(firstAndLast(sites), 'denied'), async (fault) =>
      expectGoodEnd(await change({ faults: [fault] }), ['done', 'failed', 'stuck']),
    )
    expect(problems).toEqual([])
  })

  it.each([
    ['new-key', throttled('lifecycle', 'POST /apikeys')],
    ['switch-key', throttled('tenant-directory', 'UpdateItem')],
    ['settle-quota', throttled('lifecycle', 'GET /usageplans/{id}/usage')],
  ])('that is undone at %s leaves the tenant as it was', async (at, slow) => {
    const changed = await change({ undoAt: at, faults: [slow] })
    expect(changed.outcome).toBe('undone')
    await expectTidy(changed, 'Basic')
    await expectGoodEnd(changed, ['undone'])
  })
})
