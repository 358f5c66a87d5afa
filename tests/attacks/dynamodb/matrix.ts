import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { options } from '../options.ts'
import type { Attempt } from '../suite/attempt.ts'
import { generated } from '../suite/generate.ts'
import { type Credentials, clientOf } from '../world/accounts.ts'
import type { World } from '../world/world.ts'
import { KEYED, type KeyedOperation, queryIndex, unkeyed } from './operations.ts'
import { type Key, keyIn, keyWithoutPartition, kindOf, type Target } from './target.ts'

/** A session under which tables are attacked. */
export interface Session {
  role: string
  credentials: Credentials
  /** Whether it may do this to the attacker's own items. */
  may(target: Target, action: string, index?: string): boolean
}

export const DENIED = 'AccessDeniedException'
/** IAM finds no leading key, and refuses before DynamoDB finds the key invalid. */
export const MISSING_KEY = 'missing key'
/** A condition that never holds is met only by who was let through. */
const LET_THROUGH = new Set(['ConditionalCheckFailedException', 'TransactionCanceledException'])

/** `allowed`, or the error's name. */
export async function verdict(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'allowed'
  } catch (error) {
    const name = error instanceof Error ? error.name : String(error)
    return LET_THROUGH.has(name) ? 'allowed' : name
  }
}

/** Everything that a session could do to a table: with its own keys where it may, with all others, with several, and with none. */
export function matrix(world: World, target: Target, session: Session): { controls: Attempt[]; attempts: Attempt[] } {
  const client = new DynamoDBClient(clientOf(world.endpoints, session.credentials))
  const attempt = (operation: string, mutation: string, expected: string, run: () => Promise<unknown>): Attempt => ({
    operation: `dynamodb:${operation} ${kindOf(target)}`,
    role: session.role,
    mutation,
    expected,
    send: () => verdict(run),
  })
  const everyKey = keysOf(world, target)
  // Which key it is makes no difference to a session that may do nothing to a table.
  const mayAnything = KEYED.some(({ action }) => session.may(target, action))
  const keys = mayAnything ? everyKey : { own: everyKey.own, foreign: everyKey.foreign.slice(0, 1) }
  const keyed = KEYED.flatMap((operation) => {
    const run = (with_: Key[]) => () => operation.run(client, target, with_)
    return [
      attempt(operation.name, 'own key', session.may(target, operation.action) ? 'allowed' : DENIED, run([keys.own])),
      ...keys.foreign.map(([mutation, key]) => attempt(operation.name, mutation, DENIED, run([key]))),
      attempt(operation.name, MISSING_KEY, DENIED, run([keyWithoutPartition(target)])),
      ...mixed(operation, keys).map(([mutation, several]) => attempt(operation.name, mutation, DENIED, run(several))),
    ]
  })
  const indexed = target.indexes.flatMap((index) => {
    const own = index.partition === target.partition && session.may(target, 'Query', index.name)
    const name = `Query of index ${index.name}`
    const query = (value: string) => () => queryIndex(client, target, index, value)
    return [
      attempt(name, 'own key', own ? 'allowed' : DENIED, query(keys.own[target.partition]?.S ?? '')),
      ...keys.foreign.map(([mutation, key]) => attempt(name, mutation, DENIED, query(key[target.partition]?.S ?? ''))),
      attempt(name, 'own person', DENIED, query(world.attacker.admin.userId)),
      attempt(name, 'foreign person', DENIED, query(world.victim.admin.userId)),
    ]
  })
  const blind = unkeyed(target, keys.own[target.partition]?.S ?? '').map(([name, run]) =>
    attempt(name, 'no key', DENIED, () => run(client)),
  )
  const all = [...keyed, ...indexed, ...blind]
  return {
    controls: all.filter(({ expected }) => expected === 'allowed'),
    attempts: all.filter(({ expected }) => expected !== 'allowed'),
  }
}

/** Keys in a table: of the attacker, of the victim, and such as only look like the attacker's. */
function keysOf({ attacker, victim }: World, target: Target): { own: Key; foreign: [string, Key][] } {
  const own = attacker.config.tenantId
  const foreign = victim.config.tenantId
  const sharded = target.partition === 'shardId'
  const value = (tenantId: string, shard = 0) => (sharded ? `${tenantId}-${shard}` : tenantId)
  const strangers = generated(
    fc.stringMatching(/^[a-z0-9]{12}$/),
    Math.ceil(options.TENANTRY_ATTACK_COUNT / 6),
    target.name,
  )
  const others: [string, string][] = [
    ['foreign key', value(foreign)],
    ['foreign key of another shard', value(foreign, 1)],
    ['foreign tenant', foreign],
    ['foreign tenant as the control plane keys it', `tenant#${foreign}`],
    ['prefix: shorter', value(own.slice(0, -1))],
    ['prefix: longer', value(`${own}0`)],
    ['prefix: cut', own.slice(0, 6)],
    ['prefix: end of it', value(own.slice(1))],
    ['prefix: in capitals', value(own.toUpperCase())],
    ['prefix: a space before', ` ${value(own)}`],
    ['prefix: behind another', `${foreign}-${value(own)}`],
    ['wildcard', '*'],
    ['wildcard of a foreign tenant', `${foreign}-*`],
    ['wildcards', '?'.repeat(value(own).length)],
    ['policy variable', '$'.concat('{aws:PrincipalTag/TenantId}-0')],
    ...strangers.map((id): [string, string] => [`stranger ${id}`, value(id)]),
    ...(sharded
      ? [['prefix: no shard', own] as [string, string]]
      : [['prefix: a shard', `${own}-0`] as [string, string]]),
  ]
  return { own: keyIn(target, value(own)), foreign: others.map(([mutation, text]) => [mutation, keyIn(target, text)]) }
}

function mixed({ many }: KeyedOperation, { own, foreign }: { own: Key; foreign: [string, Key][] }): [string, Key[]][] {
  const [first] = foreign
  const last = foreign.at(-1)
  if (!many || !first || !last) return []
  return [
    ['mixed: own, then foreign', [own, first[1]]],
    ['mixed: foreign, then own', [first[1], own]],
    ...(first === last ? [] : [['mixed: two foreign', [first[1], last[1]]] as [string, Key[]]]),
  ]
}
