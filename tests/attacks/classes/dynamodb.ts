import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import { NOBODYS } from '../dynamodb/keys.ts'
import { DENIED, MISSING_KEY, matrix, type Session } from '../dynamodb/matrix.ts'
import { KEYED } from '../dynamodb/operations.ts'
import { peopleRights, servicesRights } from '../dynamodb/rights.ts'
import { tableOperations } from '../dynamodb/table-operations.ts'
import { kindOf, type Target, targetOf } from '../dynamodb/target.ts'
import { ANNOUNCED } from '../product/services.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { byRole, type World } from '../world/world.ts'

/** Every table of the system, under the sessions that the authorizers vend for real tokens. */
export async function dynamodb(world: World): Promise<AttackClass> {
  const targets = await targetsOf(world)
  const sessions = await vendedSessions(world)
  const parts = [
    tableOperations(world, targets, sessions),
    ...sessions.flatMap((session) => targets.map((target) => matrix(world, target, session))),
  ]
  return {
    name: 'dynamodb',
    controls: [
      ...parts.flatMap(({ controls }) => controls),
      ...administrators(world, targets),
      ...withoutKeys(world, targets),
    ],
    attempts: parts.flatMap(({ attempts }) => attempts),
    skipped: [],
  }
}

/** All tables but those of silos. */
export async function targetsOf({ account }: World): Promise<Target[]> {
  const tables = (await account.tables()).filter((name) => !name.startsWith(SILO_PREFIX))
  return Promise.all(tables.map((name) => targetOf(account.dynamodb, name)))
}

/** The sessions that services get, and those that manage people, for each of the attacker's people. */
export async function vendedSessions(world: World): Promise<Session[]> {
  const people = byRole(world.attacker)
  const sessions = TENANT_ROLES.flatMap((role) => [
    { role, rights: servicesRights(role), by: 'Authorizer', token: people[role].token },
    { role: `${role} managing people`, rights: peopleRights(role), by: 'PeopleAuthorizer', token: people[role].token },
  ])
  const vended = sessions.map(async ({ role, rights, by, token }) =>
    // Without a service there is nothing to authorize for one.
    (await world.account.hasFunction(by))
      ? [{ role, rights, credentials: await world.account.vendedSession(token, by) }]
      : [],
  )
  return (await Promise.all(vended)).flat()
}

const everything = (world: World, target: Target): Session => ({
  role: 'administrator',
  credentials: world.endpoints.credentials,
  rights: {
    tables: { [kindOf(target)]: KEYED.map(({ action }) => action) },
    listed: [kindOf(target)],
    announced: ANNOUNCED,
    answers: 'services',
    audits: 'users',
  },
})

/** Who owns the account may do everything: the denial of a call is then the session's, and not for want of a table. */
export function administrators(world: World, targets: Target[]): Attempt[] {
  return targets.flatMap((target) => {
    const { controls, attempts } = matrix(world, target, everything(world, target))
    // They are let through, and a batch deletes without a condition: with the victim's key, nothing would be left to attack.
    const all = [...controls, ...attempts]
    const nobodys = all.filter(({ mutation }) => mutation === NOBODYS)
    const once = new Map([...all, ...nobodys].map((attempt) => [attempt.operation, attempt]))
    // PartiQL is authorized by the local cloud, and not served.
    return [...once.values()].map((attempt) => ({
      ...attempt,
      expected: 'let through',
      send: async () => ((await attempt.send()) === DENIED ? 'denied' : 'let through'),
    }))
  })
}

/** Whom IAM lets through is told what is wrong with the key; a transaction says so as its reason to be cancelled. */
const withoutKeys = (world: World, targets: Target[]): Attempt[] =>
  targets
    .flatMap((target) => matrix(world, target, everything(world, target)).attempts)
    .filter(({ mutation }) => mutation === MISSING_KEY)
    .map((attempt) => ({
      ...attempt,
      expected: attempt.operation.includes('Transact') ? 'allowed' : 'ValidationException',
    }))
