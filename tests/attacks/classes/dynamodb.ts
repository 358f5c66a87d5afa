import { TENANT_ROLES } from '@tenantry/contracts/roles.ts'
import { sessionPolicy } from '@tenantry/contracts/session-policy.ts'
import * as z from 'zod'
import { accessRoleMay } from '../dynamodb/access-role.ts'
import { DENIED, MISSING_KEY, matrix, type Session } from '../dynamodb/matrix.ts'
import { tableOperations } from '../dynamodb/table-operations.ts'
import { type Target, targetOf } from '../dynamodb/target.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { byRole, type World } from '../world/world.ts'

const Texts = z.union([z.array(z.string()), z.string().transform((text) => [text])])
const Policy = z.object({ Statement: z.array(z.object({ Effect: z.string(), Action: Texts, Resource: Texts })) })

/** Every table of the system, under the sessions that the authorizer vends for real tokens. */
export async function dynamodb(world: World): Promise<AttackClass> {
  const targets = await targetsOf(world)
  const sessions = await Promise.all(TENANT_ROLES.map((role) => vended(world, targets, role)))
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

export async function targetsOf({ account }: World): Promise<Target[]> {
  return Promise.all((await account.tables()).map((name) => targetOf(account.dynamodb, name)))
}

const everything = (world: World): Session => ({
  role: 'administrator',
  credentials: world.endpoints.credentials,
  may: () => true,
})

/** Who owns the account may do everything: the denial of a call is then the session's, and not for want of a table. */
export function administrators(world: World, targets: Target[]): Attempt[] {
  return targets.flatMap((target) => {
    const { controls, attempts } = matrix(world, target, everything(world))
    const once = new Map([...controls, ...attempts].map((attempt) => [attempt.operation, attempt]))
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
    .flatMap((target) => matrix(world, target, everything(world)).attempts)
    .filter(({ mutation }) => mutation === MISSING_KEY)
    .map((attempt) => ({
      ...attempt,
      expected: attempt.operation.includes('Transact') ? 'allowed' : 'ValidationException',
    }))

/** The session that the authorizer vends for the attacker's role, with what it may. */
export async function vended(world: World, targets: Target[], role: (typeof TENANT_ROLES)[number]): Promise<Session> {
  const arn = (part: string) => targets.find(({ name }) => name.includes(part))?.arn ?? ''
  const arns = {
    products: arn('ProductsTable'),
    orders: arn('OrdersTable'),
    memberships: arn('MembershipsTable'),
    outbox: arn('app-plane-Outbox'),
  }
  const { Statement } = Policy.parse(JSON.parse(sessionPolicy(role, world.attacker.config.tenantId, arns)))
  return {
    role,
    credentials: await world.account.vendedSession(byRole(world.attacker)[role].token),
    may: (target, action, index) =>
      accessRoleMay(target, action, index) &&
      Statement.some(
        ({ Effect, Action, Resource }) =>
          Effect === 'Allow' &&
          Action.includes(`dynamodb:${action}`) &&
          Resource.some((pattern) => matches(pattern, `${target.arn}${index === undefined ? '' : `/index/${index}`}`)),
      ),
  }
}

const matches = (pattern: string, arn: string): boolean => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(arn)
