import { type AttributeValue, compareValues, equalValues, type Item, typeOf } from '../values/attribute-value.ts'
import { resolvePath } from '../values/document-path.ts'
import { type Condition, isCall, isPath, type Operand } from './syntax.ts'

type Value = AttributeValue | undefined

/**
 * Whether an item (empty when there is none) meets a condition or filter. An attribute that is not there is unequal to anything, also to
 * another that is not there. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
 */
export function meets(condition: Condition, item: Item): boolean {
  const inner = (index: number) => meets(condition.args[index] as Condition, item)
  switch (condition.type) {
    case 'and':
      return inner(0) && inner(1)
    case 'or':
      return inner(0) || inner(1)
    case 'not':
      return !inner(0)
  }
  const [first, second, ...others] = condition.args.map((operand) => evaluate(operand as Operand, item))
  switch (condition.type) {
    case '=':
      return equal(first, second)
    case '<>':
      return !equal(first, second)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(condition.type, first, second)
    case 'between':
      return ordered('>=', first, second) && ordered('<=', first, others[0])
    case 'in':
      return [second, ...others].some((value) => equal(first, value))
    case 'function':
      return test(condition.name, first, second)
    default:
      return condition.type satisfies never
  }
}

function evaluate(operand: Operand, item: Item): Value {
  if (isPath(operand)) return resolvePath(operand, item)
  if (!isCall(operand)) return operand
  const value = operand.args[0] && evaluate(operand.args[0], item)
  const size = value && sizeOf(value)
  return size === undefined ? undefined : { N: String(size) }
}

function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return value.S.length
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value.M) return Object.keys(value.M).length
  return (value.L ?? value.SS ?? value.NS ?? value.BS)?.length
}

const equal = (a: Value, b: Value): boolean => a !== undefined && b !== undefined && equalValues(a, b)

function ordered(operator: '<' | '<=' | '>' | '>=', a: Value, b: Value): boolean {
  const order = a && b ? compareValues(a, b) : null
  if (order === null) return false
  return { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator]
}

function test(name: string | undefined, value: Value, operand: Value): boolean {
  switch (name) {
    case 'attribute_exists':
      return value !== undefined
    case 'attribute_not_exists':
      return value === undefined
    case 'attribute_type':
      return value !== undefined && typeOf(value) === operand?.S
    case 'begins_with':
      return value !== undefined && operand !== undefined && beginsWith(value, operand)
    case 'contains':
      return value !== undefined && operand !== undefined && contains(value, operand)
    default:
      throw new TypeError(`unknown function ${name}`)
  }
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64')

function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if (value.S !== undefined && prefix.S !== undefined) return value.S.startsWith(prefix.S)
  if (value.B === undefined || prefix.B === undefined) return false
  const start = bytes(prefix.B)
  return bytes(value.B).subarray(0, start.length).equals(start)
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.L) return value.L.some((member) => equalValues(member, part))
  if (value.SS && part.S !== undefined) return value.SS.includes(part.S)
  if (value.NS && part.N !== undefined) return value.NS.includes(part.N)
  if (value.BS && part.B !== undefined) return value.BS.includes(part.B)
  if (value.S !== undefined && part.S !== undefined) return value.S.includes(part.S)
  if (value.B !== undefined && part.B !== undefined) return bytes(value.B).includes(bytes(part.B))
  return false
}
