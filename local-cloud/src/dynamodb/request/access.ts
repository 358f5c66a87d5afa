import type { Access } from '../../core/service.ts'
import {
  isCall,
  isPath,
  type Operand,
  type ParsedCondition,
  type ParsedProjection,
  type ParsedUpdate,
} from '../expressions/syntax.ts'
import type { Table } from '../stores/table.ts'
import type { KeyAttribute } from '../stores/table-definition.ts'
import type { Item } from '../values/attribute-value.ts'
import type { TableReference } from './table-reference.ts'

/** The members of a request, or of a part of one, that condition keys are made of. */
export interface ConditionKeySource {
  Select?: string
  ReturnValues?: string
  ReturnConsumedCapacity?: string
  _condition?: ParsedCondition
  _keyCondition?: ParsedCondition
  _filter?: ParsedCondition
  _projection?: ParsedProjection
  _updates?: ParsedUpdate
}

/**
 * What IAM evaluates for one table or index.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function itemAccess(
  action: string,
  resource: string,
  source: ConditionKeySource,
  keys: { leadingKeys?: string[]; attributes?: string[]; enclosingOperation?: string } = {},
): Access {
  const attributes = [...new Set([...(keys.attributes ?? []), ...namedAttributes(source)])]
  const context: NonNullable<Access['context']> = {}
  if (keys.leadingKeys && keys.leadingKeys.length > 0) context['dynamodb:LeadingKeys'] = [...new Set(keys.leadingKeys)]
  if (attributes.length > 0) context['dynamodb:Attributes'] = attributes
  if (keys.enclosingOperation) context['dynamodb:EnclosingOperation'] = keys.enclosingOperation
  for (const name of ['Select', 'ReturnValues', 'ReturnConsumedCapacity'] as const) {
    const value = source[name]
    if (value !== undefined) context[`dynamodb:${name}`] = value
  }
  return { action: `dynamodb:${action}`, resource, context }
}

/** An action on a table itself. */
export const tableAccess = (action: string, { arn }: TableReference): Access[] => [
  { action: `dynamodb:${action}`, resource: arn },
]

/** The partition key values of items or keys; none from a table that is not there, which then answers that it is not. */
export function leadingKeys(table: Table | undefined, items: Item[]): string[] {
  if (!table) return []
  return items.flatMap((item) => keyValue(item, table.key.partition) ?? [])
}

export const keyValue = (item: Item, { name, type }: KeyAttribute): string | undefined =>
  Object.hasOwn(item, name) ? item[name]?.[type] : undefined

function namedAttributes(source: ConditionKeySource): string[] {
  const heads = [source._condition, source._keyCondition, source._filter].flatMap((parsed) =>
    parsed ? Object.keys(parsed.pathHeads) : [],
  )
  const projected = source._projection?.paths.map(([head]) => String(head)) ?? []
  const updated = source._updates?.sections.flatMap(({ path, val }) => [
    String(path[0]),
    ...(val === undefined ? [] : operandHeads(val)),
  ])
  return [...heads, ...projected, ...(updated ?? [])]
}

function operandHeads(operand: Operand): string[] {
  if (isPath(operand)) return [String(operand[0])]
  return isCall(operand) ? operand.args.flatMap(operandHeads) : []
}
