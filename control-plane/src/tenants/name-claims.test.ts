import { buildSignUp, buildTenant, standingClock } from '@tenantry/tests/support/builders.ts'
import { type TestControlPlane, testControlPlane } from '@tenantry/tests/support/control-plane.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditChange, BY_LIFECYCLE } from './audit.ts'
import { likenessesOf } from './likenesses.ts'
import { NameTaken } from './name-claims.ts'
import { applyChange, type Change, type Tenant } from './tenant.ts'
import { nameKey } from './tenant-name.ts'
import type { Commit } from './tenant-store.ts'

const NAMES = ['Acme', 'ACME', 'Асme', 'Acme Inc', 'Acme lnc', 'Globex', 'GIobex', 'globex']
const IDS = ['one000000000', 'two000000000', 'three0000000']
const action = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('name' as const),
      id: fc.constantFrom(...IDS),
      name: fc.constantFrom(...NAMES),
    }),
  },
  fc.record({ kind: fc.constant('delete' as const), id: fc.constantFrom(...IDS) }),
  fc.record({ kind: fc.constant('leap' as const), days: fc.constantFrom(1, 14, 16, 31) }),
)

/** A name that a tenant has, or had: until when it keeps others from it. */
interface Held {
  id: string
  name: string
  until: number
}

const looksLike = (one: string, other: string): boolean => {
  const others = new Set(likenessesOf(other))
  return nameKey(one) === nameKey(other) || likenessesOf(one).some((likeness) => others.has(likeness))
}

const FOR_GOOD = Number.POSITIVE_INFINITY

test('a name is one tenant’s, with all that looks like it, for 30 days after a renaming too; sign-up, renaming and deletion agree on it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 14 }), async (actions) => {
      const plane = await testControlPlane()
      const present = new Map<string, Tenant>()
      let held: Held[] = []
      for (const one of actions) {
        if (one.kind === 'leap') plane.leap(one.days)
        const now = plane.clock.now()
        held = held.filter(({ until }) => until > now)
        const tenant = one.kind === 'leap' ? undefined : present.get(one.id)
        if (one.kind === 'delete' && tenant) {
          await remove(plane, tenant)
          present.delete(one.id)
          held = held.filter(({ id }) => id !== one.id)
        }
        if (one.kind === 'name' && tenant?.name !== one.name) {
          const isOthers = held.some(({ id, name }) => id !== one.id && looksLike(name, one.name))
          const named = tenant ? await rename(plane, tenant, one.name) : await signUp(plane, one.name)
          expect(named === null, `${one.id} ${one.name}`).toBe(isOthers)
          if (named) {
            present.set(one.id, named)
            const others = held.filter(({ id, name }) => id !== one.id || name !== one.name)
            const until = now + 30 * 86_400_000
            held = others.map((its) => (its.id === one.id && its.until === FOR_GOOD ? { ...its, until } : its))
            held.push({ id: one.id, name: one.name, until: FOR_GOOD })
          }
        }
        for (const name of NAMES) {
          const owner = held.find((its) => nameKey(its.name) === nameKey(name))
          expect(await plane.tenants.tenantIdOf(name), name).toBe(owner ? present.get(owner.id)?.tenantId : null)
          const isTaken = held.some((its) => looksLike(its.name, name))
          expect(await plane.tenants.isNameTaken(name, likenessesOf(name)), name).toBe(isTaken)
        }
      }
    }),
    { numRuns: 60 },
  )
})

let tenants = 0

async function signUp(plane: TestControlPlane, name: string): Promise<Tenant | null> {
  const tenantId = String(++tenants).padStart(12, '0')
  const tenant = buildTenant('active', { tenantId, name, registrationId: `reg_${tenants}` })
  return (await plane.tenants.register(buildSignUp({ tenant }))) === 'registered' ? tenant : null
}

async function rename(plane: TestControlPlane, before: Tenant, name: string): Promise<Tenant | null> {
  const change: Change = { type: 'renamed', name }
  const after = applyChange(before, change, new Date(plane.clock.now()).toISOString())
  if (!after) throw new Error('nothing changes')
  try {
    await commit(plane, { before, after, change, likenesses: likenessesOf(name) })
    return after
  } catch (error) {
    if (error instanceof NameTaken) return null
    throw error
  }
}

/** As an offboarding ends. */
async function remove(plane: TestControlPlane, before: Tenant): Promise<void> {
  const { tenantId, name, formerNames, sequence } = before
  const after = buildTenant('deleted', { tenantId, name, formerNames, sequence: sequence + 1 })
  await commit(plane, { before, after, change: { type: 'deleted' }, releasesName: true })
}

async function commit(
  plane: TestControlPlane,
  { change, ...written }: Pick<Commit, 'before' | 'after' | 'likenesses' | 'releasesName'> & { change: Change },
): Promise<void> {
  const audit = auditChange(written.before, written.after, change, {
    writer: 'lifecycle',
    by: BY_LIFECYCLE,
    system: standingClock,
  })
  await plane.tenants.commit({ ...written, workflow: null, audit, outbox: null, operatorId: null })
}
