import { ACTOR_KINDS, AUDIT_INDEXES, type AuditIndex, LISTED_PARTITIONS } from '@tenantry/contracts/audit.ts'
import type { AuditFilter } from '@tenantry/contracts/control-plane-api/audit-schemas.ts'
import type { TableQuery } from '@tenantry/toolkit/table.ts'

/** How records that fit a filter are found: the partitions of an index, and what is left to compare. */
export interface AuditWay {
  index: AuditIndex
  partitions: readonly string[]
  /** The smallest and the largest `sortedAt`. */
  first: string
  last: string
  filter: string | undefined
  names: NonNullable<TableQuery['names']>
  values: TableQuery['values']
}

interface Part {
  /** The index that finds it at once. */
  index: AuditIndex | null
  expression: string
  value: string
}

/** The index that leaves the least to compare: by object, tenant or actor, else by time over all its partitions. */
export function wayOf(filter: AuditFilter): AuditWay {
  const parts = partsOf(filter)
  const found = (['byObject', 'byTenant', 'byActor'] as const).flatMap(
    (index) => parts.find((part) => part.index === index) ?? [],
  )[0]
  const compared = parts.filter((part) => part !== found)
  const named = compared.map(({ expression }, n) => expression.replace('?', `:compared${n}`))
  const words = named.flatMap((expression) => [...expression.matchAll(/#(\w+)/g)].map(([, word = '']) => word))
  return {
    index: found?.index ?? 'byTime',
    partitions: found ? [found.value] : LISTED_PARTITIONS,
    first: filter.from === undefined ? ' ' : moment(filter.from),
    // A `~` comes behind the ids of that moment.
    last: filter.to === undefined ? '~' : `${moment(filter.to)}~`,
    filter: named.join(' AND ') || undefined,
    names: Object.fromEntries(words.map((word) => [`#${word}`, word])),
    values: Object.fromEntries(compared.map(({ value }, n) => [`:compared${n}`, value])),
  }
}

function partsOf({ tenantId, actor, action, object }: AuditFilter): Part[] {
  return [
    ...(object === undefined ? [] : [objectPart(object)]),
    ...(tenantId === undefined ? [] : [keyPart('byTenant', tenantId)]),
    ...(actor === undefined ? [] : [actorPart(actor)]),
    ...(action === undefined ? [] : [{ index: null, expression: '#record.#action = ?', value: action }]),
  ]
}

const keyPart = (index: AuditIndex, value: string): Part => ({
  index,
  expression: `#${AUDIT_INDEXES[index]} = ?`,
  value,
})

const objectPart = (object: string): Part =>
  object.includes('/')
    ? keyPart('byObject', object)
    : { index: null, expression: '#record.#object.#kind = ?', value: object }

function actorPart(actor: string): Part {
  if (actor.includes('@')) return { index: null, expression: '#record.#actor.#email = ?', value: actor.toLowerCase() }
  if (ACTOR_KINDS.some((kind) => kind === actor))
    return { index: null, expression: '#record.#actor.#kind = ?', value: actor }
  return keyPart('byActor', actor)
}

const moment = (text: string): string => new Date(text).toISOString()
