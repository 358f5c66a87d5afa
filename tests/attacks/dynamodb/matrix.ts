import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Attempt } from '../suite/attempt.ts'
import { type Credentials, clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'
import { type Keys, keysOf } from './keys.ts'
import { KEYED, type KeyedOperation, queryIndex, unkeyed } from './operations.ts'
import { may, type Rights } from './rights.ts'
import { type Key, keyWithoutPartition, kindOf, type Target } from './target.ts'

/** A session under which tables are attacked. */
export interface Session {
  role: string
  credentials: Credentials
  /** What it may do to the attacker's own items. */
  rights: Rights
  /** What it does to whomever's items, by the table's name in every deployment: there is nothing to attack. */
  reaches?: Record<string, readonly string[]>
}

export const NO_RIGHTS: Rights = { tables: {}, listed: [], announced: [], answers: null, audits: null }

export const DENIED = 'AccessDeniedException'
/** IAM finds no leading key, and refuses before DynamoDB finds the key invalid. */
export const MISSING_KEY = 'missing key'
/** A condition that never holds is met only by who was let through. */
const LET_THROUGH = new Set([
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'TransactionConflictException',
])

/** `allowed`, or the error's name. */
export async function verdict(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'allowed'
  } catch (error) {
    // What no server said is no verdict: the call broke off.
    if (!(error instanceof Error) || !('$fault' in error)) throw error
    const { name } = error
    return LET_THROUGH.has(name) ? 'allowed' : name
  }
}

/** Everything that a session could do to a table: with its own keys where it may, with all others, with several, and with none. */
export function matrix(world: World, target: Target, session: Session): { controls: Attempt[]; attempts: Attempt[] } {
  const client = clientAs(DynamoDBClient, world.endpoints, session.credentials)
  const attempt = (operation: string, mutation: string, expected: string, run: () => Promise<unknown>): Attempt => ({
    operation: `dynamodb:${operation} ${kindOf(target)}`,
    role: session.role,
    mutation,
    expected,
    send: () => verdict(run),
  })
  const isAllowed = (action: string, index?: string) => may(session.rights, target, action, index)
  // Which key it is makes no difference to a session that may do nothing to a table.
  const mayAnything = KEYED.some(({ action }) => isAllowed(action))
  const keysFor = (action: string) => {
    const every = keysOf(world, target, session.rights, action)
    return mayAnything ? every : { own: every.own, foreign: every.foreign.slice(0, 1) }
  }
  const reached = session.reaches?.[kindOf(target)] ?? []
  const keyed = KEYED.filter(({ action }) => !reached.includes(action)).flatMap((operation) => {
    const keys = keysFor(operation.action)
    const run = (with_: Key[]) => () => operation.run(client, target, with_)
    return [
      attempt(operation.name, 'own key', isAllowed(operation.action) ? 'allowed' : DENIED, run([keys.own])),
      ...keys.foreign.map(([mutation, key]) => attempt(operation.name, mutation, DENIED, run([key]))),
      attempt(operation.name, MISSING_KEY, DENIED, run([keyWithoutPartition(target)])),
      ...mixed(operation, keys).map(([mutation, several]) => attempt(operation.name, mutation, DENIED, run(several))),
    ]
  })
  const keys = keysFor('Query')
  const isQueried = (index: string) => reached.includes('Query') || reached.includes(`Query of ${index}`)
  const indexes = target.indexes.filter(({ name }) => !isQueried(name))
  const indexed = indexes.flatMap((index) => {
    const own = isAllowed('Query', index.name)
    const name = `Query of index ${index.name}`
    const query = (value: string) => () => queryIndex(client, target, index, value)
    return [
      attempt(name, 'own key', own ? 'allowed' : DENIED, query(keys.own[target.partition]?.S ?? '')),
      ...keys.foreign.map(([mutation, key]) => attempt(name, mutation, DENIED, query(key[target.partition]?.S ?? ''))),
      attempt(name, 'own person', DENIED, query(world.attacker.admin.userId)),
      attempt(name, 'foreign person', DENIED, query(world.victim.admin.userId)),
    ]
  })
  const blind = unkeyed(target, keys.own[target.partition]?.S ?? '')
    .filter(([name]) => !(reached.includes('Scan') && name.startsWith('Scan')))
    .map(([name, run]) => attempt(name, 'no key', DENIED, () => run(client)))
  const all = [...keyed, ...indexed, ...blind]
  return {
    controls: all.filter(({ expected }) => expected === 'allowed'),
    attempts: all.filter(({ expected }) => expected !== 'allowed'),
  }
}

function mixed({ many }: KeyedOperation, { own, foreign }: Keys): [string, Key[]][] {
  const [first] = foreign
  const last = foreign.at(-1)
  if (!many || !first || !last) return []
  return [
    ['mixed: own, then foreign', [own, first[1]]],
    ['mixed: foreign, then own', [first[1], own]],
    ...(first === last ? [] : [['mixed: two foreign', [first[1], last[1]]] as [string, Key[]]]),
  ]
}
