import { auditTrail } from '@tenantry/contracts/audit.ts'
import { ANSWERING, tenantAnswers } from '@tenantry/contracts/idempotency.ts'
import { fencePartition, journalPartition } from '@tenantry/contracts/moves.ts'
import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import fc from 'fast-check'
import { options } from '../options.ts'
import { ANNOUNCED, AUDIT, IDEMPOTENCY, MOVES, OUTBOX } from '../product/services.ts'
import { generated } from '../suite/generate.ts'
import type { World } from '../world/world.ts'
import type { Rights } from './rights.ts'
import { type Key, keyIn, kindOf, type Target } from './target.ts'

/** A key that nobody has. */
export const NOBODYS = 'wildcard'

export interface Keys {
  /** Of the attacker's. */
  own: Key
  /** Of the victim's, and such as only look like the attacker's. */
  foreign: [mutation: string, Key][]
}

/** Made once: to make it takes longer than a thousand draws. */
const TENANT_IDS = fc.stringMatching(/^[a-z0-9]{12}$/)

/** Whose entries and answers a session writes, where a tenant has keys by who writes them. */
type Writing = Pick<Rights, 'announced' | 'answers' | 'audits' | 'everyKey'>
const NOTHING: Writing = { announced: [], answers: null, audits: null }

/** How a table's partition keys name their tenant. */
function partitionIn(
  target: Target,
  { announced, answers, audits }: Writing,
  action: string,
): (tenantId: string, shard?: number) => string {
  if (kindOf(target) === IDEMPOTENCY)
    return (tenantId, shard = 0) => tenantAnswers(tenantId, answers ?? 'services', shard)
  if (kindOf(target) === AUDIT)
    return (tenantId, shard) => auditTrail(audits ?? 'users', `${tenantId}${shard === undefined ? '' : `-${shard}`}`)
  if (kindOf(target) === MOVES) {
    const of = action === 'ConditionCheckItem' ? fencePartition : journalPartition
    return (tenantId, shard = 0) => of(tenantId, shard)
  }
  if (kindOf(target) === OUTBOX) {
    const [type = 'Noise'] = announced
    return (tenantId, shard = 0) => outboxPartition(tenantId, type, shard)
  }
  return target.partition === 'shardId' ? (tenantId, shard = 0) => `${tenantId}-${shard}` : (tenantId) => tenantId
}

export const ownKey = (
  target: Target,
  tenantId: string,
  { writing = NOTHING, action = 'PutItem' }: { writing?: Writing; action?: string } = {},
): Key => keyIn(target, partitionIn(target, writing, action)(tenantId))

/** Keys in a table for an action on it: of the attacker, of the victim, and such as only look like the attacker's. */
export function keysOf({ attacker, victim }: World, target: Target, writing: Writing, action: string): Keys {
  const own = attacker.config.tenantId
  const foreign = victim.config.tenantId
  const value = partitionIn(target, writing, action)
  const hasParts = value(own) !== own
  const strangers = generated(TENANT_IDS, Math.ceil(options.TENANTRY_ATTACK_COUNT / 6), kindOf(target))
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
    [NOBODYS, '*'],
    ['wildcard of a foreign tenant', `${foreign}-*`],
    ['wildcards', '?'.repeat(value(own).length)],
    ['policy variable', '$'.concat('{aws:PrincipalTag/TenantId}-0')],
    ...strangers.map((id): [string, string] => [`stranger ${id}`, value(id)]),
    hasParts ? ['prefix: no shard', own] : ['prefix: a shard', `${own}-0`],
    ...(writing.everyKey ? [] : ownOfOthers(target, own, writing, action)),
  ]
  return { own: keyIn(target, value(own)), foreign: others.map(([mutation, text]) => [mutation, keyIn(target, text)]) }
}

/** Keys of the session's own tenant that are not its own to reach. */
function ownOfOthers(target: Target, own: string, { announced, answers }: Writing, action: string): [string, string][] {
  switch (kindOf(target)) {
    case OUTBOX:
      return otherTypes(own, announced)
    case IDEMPOTENCY:
      return otherAnswers(own, answers)
    case AUDIT:
      return otherTrails(own)
    case MOVES:
      return otherThanMoves(own, action)
    default:
      return []
  }
}

/** Own entries of event types that somebody else announces, or nobody. */
const otherTypes = (own: string, announced: Rights['announced']): [string, string][] => [
  ...ANNOUNCED.filter((type) => !announced.includes(type)).map((type): [string, string] => [
    `own key of ${type}`,
    outboxPartition(own, type, 0),
  ]),
  ['own key of a type that nobody announces', outboxPartition(own, 'Noise', 0)],
  ['own key of no type', `${own}-0`],
  ...announced.map((type): [string, string] => [`own key that begins like ${type}`, `${own}-${type}0`]),
]

/** Own answers that somebody else gives, or nobody. */
const otherAnswers = (own: string, answers: Rights['answers']): [string, string][] => [
  ...ANSWERING.filter((by) => by !== answers).map((by): [string, string] => [
    `own answers of ${by}`,
    tenantAnswers(own, by, 0),
  ]),
  ['own answers of nobody', `${own}-0`],
  ['own answers of what begins alike', `${own}-${answers}0`],
]

/** A session checks its tenant's fence, and adds to its journal; it neither lowers the one nor reads the other. */
const otherThanMoves = (own: string, action: string): [string, string][] => [
  action === 'ConditionCheckItem' ? ['own journal', journalPartition(own, 0)] : ['own fence', fencePartition(own, 0)],
  ['neither fence nor journal', `${own}-0`],
]

/** Own records in the names of functions that did not write them. */
const otherTrails = (own: string): [string, string][] => [
  ...['tenant-directory', 'token-trigger', 'tenant-management'].map((writer): [string, string] => [
    `own trail of ${writer}`,
    auditTrail(writer, own),
  ]),
  ['own trail of nobody', own],
  ['the trail of no tenant', auditTrail('users', null)],
]
