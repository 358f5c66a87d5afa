import { validationException } from '../errors.ts'
import { type AttributeValue, type Item, typeOf } from '../values/attribute-value.ts'
import { addDecimals } from '../values/decimal.ts'
import { resolvePath } from '../values/document-path.ts'
import { type Change, isCall, isPath, type Operand } from './syntax.ts'

const WRONG_TYPE = 'An operand in the update expression has an incorrect data type'

/**
 * Changes an item in place. All operands are read from the item as it was, and places in lists are those before the update.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 */
export function applyUpdate(changes: Change[], item: Item): void {
  const values = changes.map(({ type, val }) => (type === 'set' && val ? operandValue(val, item) : undefined))
  const lists = new Set<AttributeValue>()
  for (const [i, change] of changes.entries()) {
    const parent = resolvePath(change.path.slice(0, -1), item)
    const step = change.path.at(-1)
    if (!parent || step === undefined || (typeof step === 'number' ? !parent.L : !parent.M)) {
      throw validationException('The document path provided in the update expression is invalid for update')
    }
    if (parent.L) lists.add(parent)
    const place = placeOf(parent, step)
    const next = change.type === 'set' ? copyOf(values[i]) : changed(change, place.get())
    if (next) place.set(next)
    else place.clear()
  }
  // Elements that were set beyond the end of a list move up, and those behind a removed one too.
  for (const list of lists) list.L = list.L?.filter((element) => element !== undefined)
}

/** Documents are copied: what two attributes hold after an update is theirs alone. */
function copyOf(value: AttributeValue | undefined): AttributeValue | undefined {
  return value?.L || value?.M ? structuredClone(value) : value
}

interface Place {
  get(): AttributeValue | undefined
  set(value: AttributeValue): void
  clear(): void
}

function placeOf(parent: AttributeValue, step: string | number): Place {
  if (typeof step === 'number') {
    // A list has holes while an update is under way.
    const list: (AttributeValue | undefined)[] = parent.L ?? []
    return {
      get: () => list[step],
      set: (value) => {
        list[step] = value
      },
      clear: () => {
        if (step < list.length) list[step] = undefined
      },
    }
  }
  const map = parent.M ?? {}
  return {
    get: () => (Object.hasOwn(map, step) ? map[step] : undefined),
    set: (value) => {
      map[step] = value
    },
    clear: () => {
      delete map[step]
    },
  }
}

/** What REMOVE, ADD and DELETE leave in a place; undefined when nothing. */
function changed({ type, val, attrType }: Change, existing: AttributeValue | undefined): AttributeValue | undefined {
  if (type === 'remove') return undefined
  if (val === undefined || attrType === undefined || isPath(val) || isCall(val)) throw validationException(WRONG_TYPE)
  if (existing && typeOf(existing) !== attrType) throw validationException(WRONG_TYPE)
  if (attrType === 'N') return { N: addDecimals(existing?.N ?? '0', val.N ?? '0') }
  const before = existing?.[attrType] ?? []
  const given = new Set(val[attrType])
  if (type === 'add') return { [attrType]: [...new Set([...before, ...given])] }
  const left = before.filter((member) => !given.has(member))
  return left.length > 0 ? { [attrType]: left } : undefined
}

function operandValue(operand: Operand, item: Item): AttributeValue {
  if (isPath(operand)) {
    const value = resolvePath(operand, item)
    if (value) return value
    throw validationException('The provided expression refers to an attribute that does not exist in the item')
  }
  if (!isCall(operand)) return operand
  const [first = {}, second = {}] = operand.args
  if (operand.name === 'if_not_exists') {
    return (isPath(first) && resolvePath(first, item)) || operandValue(second, item)
  }
  // The left one is judged before the right one is looked for.
  const member = operand.name === 'list_append' ? 'L' : 'N'
  const left = ofType(member, operandValue(first, item))
  const right = ofType(member, operandValue(second, item))
  if (left.L && right.L) return { L: [...left.L, ...right.L] }
  return { N: addDecimals(left.N ?? '', right.N ?? '', operand.type === 'subtract' ? 'subtract' : 'add') }
}

function ofType(type: 'L' | 'N', value: AttributeValue): AttributeValue {
  if (value[type] === undefined) throw validationException(WRONG_TYPE)
  return value
}
