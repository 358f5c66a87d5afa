import { validationException } from './errors.ts'
import { requireFilled } from './filled-key.ts'
import { checkStartKeyPart } from './read-source.ts'
import { sortPosition } from './stores/key-position.ts'
import type { Bound } from './stores/row-store.ts'
import type { KeyAttributes } from './stores/table-definition.ts'
import { type AttributeValue, compareValues, equalValues, type Item, type KeyType } from './values/attribute-value.ts'
import { encodePartition } from './values/key-encoding.ts'

type Operator = 'EQ' | 'LT' | 'LE' | 'GT' | 'GE' | 'BETWEEN' | 'BEGINS_WITH'

/** What a KeyConditionExpression says, by attribute. */
export type KeyConditions = Record<string, { ComparisonOperator: Operator; AttributeValueList: AttributeValue[] }>

/** Throws, with DynamoDB's texts and in its order, when the conditions are not on the key, or the starting key is no key. */
export function checkKeyConditions(key: KeyAttributes, conditions: KeyConditions, start: Item | undefined): void {
  const count = Object.keys(conditions).length
  for (const attribute of key.sort ? [key.partition, key.sort] : [key.partition]) {
    const condition = conditions[attribute.name]
    const isPartition = attribute === key.partition
    if (start) checkStartKeyPart(start, attribute, isPartition)
    if (!key.sort && count > 1) throw validationException('Query key condition not supported')
    if (!condition) {
      if (!isPartition && count === 1) continue
      throw validationException(`Query condition missed key schema element: ${attribute.name}`)
    }
    if (condition.AttributeValueList.some((value) => value[attribute.type] === undefined)) {
      throw validationException(
        'One or more parameter values were invalid: Condition parameter type does not match schema type',
      )
    }
    for (const value of condition.AttributeValueList) requireFilled(attribute, value)
    if (isPartition && condition.ComparisonOperator !== 'EQ') {
      throw validationException('Query key condition not supported')
    }
  }
}

/** Throws when the conditions do not let the starting key through. */
export function checkStartInRange({ partition, sort }: KeyAttributes, conditions: KeyConditions, start: Item): void {
  const wanted = conditions[partition.name]?.AttributeValueList[0] ?? {}
  const samePartition = equalValues(start[partition.name] ?? {}, wanted)
  const condition = sort && conditions[sort.name]
  if (!condition) {
    if (samePartition) return
    throw validationException('The provided starting key is outside query boundaries based on provided conditions')
  }
  if (!matches(condition.ComparisonOperator, start[sort.name] ?? {}, condition.AttributeValueList)) {
    throw validationException('The provided starting key does not match the range key predicate')
  }
  if (!samePartition) throw validationException('The query can return at most one row and cannot be restarted')
}

function matches(operator: Operator, value: AttributeValue, [first = {}, second = {}]: AttributeValue[]): boolean {
  const order = compareValues(value, first)
  if (order === null) return false
  switch (operator) {
    case 'EQ':
      return order === 0
    case 'LT':
      return order < 0
    case 'LE':
      return order <= 0
    case 'GT':
      return order > 0
    case 'GE':
      return order >= 0
    case 'BETWEEN':
      return order >= 0 && (compareValues(value, second) ?? 1) <= 0
    case 'BEGINS_WITH': {
      const [bytes, prefix] = [bytesOf(value), bytesOf(first)]
      return bytes.subarray(0, prefix.length).equals(prefix)
    }
    default:
      return operator satisfies never
  }
}

const bytesOf = ({ S, B }: AttributeValue): Buffer =>
  S === undefined ? Buffer.from(B ?? '', 'base64') : Buffer.from(S)

/** The rows that checked conditions admit. */
export function rangeOf({ partition, sort }: KeyAttributes, conditions: KeyConditions): Bound[] {
  const wanted = conditions[partition.name]?.AttributeValueList[0]?.[partition.type] ?? ''
  const bounds: Bound[] = [{ column: 'pk', operator: '=', value: encodePartition(partition.type, wanted) }]
  const condition = sort && conditions[sort.name]
  if (condition) bounds.push(...sortBounds(sort.type, condition.ComparisonOperator, condition.AttributeValueList))
  return bounds
}

const SYMBOLS = { EQ: '=', LT: '<', LE: '<=', GT: '>', GE: '>=' } as const

function sortBounds(type: KeyType, operator: Operator, values: AttributeValue[]): Bound[] {
  const [first, second] = values.map((value) => sortPosition(type, value[type] ?? ''))
  if (!first) return []
  const bound = (symbol: Bound['operator'], value: Buffer): Bound => ({ column: 'sk', operator: symbol, value })
  switch (operator) {
    case 'BETWEEN':
      return second ? [bound('>=', first), bound('<=', second)] : []
    case 'BEGINS_WITH': {
      const end = successor(first)
      return end ? [bound('>=', first), bound('<', end)] : [bound('>=', first)]
    }
    default:
      return [bound(SYMBOLS[operator], first)]
  }
}

/** The first bytes that are greater than all that begin with `prefix`; null when there are none. */
function successor(prefix: Buffer): Buffer | null {
  const last = prefix.findLastIndex((byte) => byte < 0xff)
  if (last < 0) return null
  const end = Buffer.from(prefix.subarray(0, last + 1))
  end[last] = (end[last] ?? 0) + 1
  return end
}
