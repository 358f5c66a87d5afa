import * as z from 'zod'

/**
 * Names of members that are read. Where the value is a structure, a list of structures or (under `*`) a map, its own members are named
 * in turn; `true` reads all of it.
 */
export interface Members {
  [name: string]: true | Members
}

/** What an operation reads of its input: a schema by which it is parsed, or the names of members that the operation checks itself. */
export type InputShape = z.ZodType | Members

/** What a schema found wrong with an input. */
export type InputIssue = z.core.$ZodIssue

const shapes = new WeakMap<InputShape, Members>()

/** The members that a shape names. */
export function membersOf(shape: InputShape): Members {
  let members = shapes.get(shape)
  if (!members) {
    const found = shape instanceof z.ZodType ? namesIn(shape) : shape
    if (found === true) throw new TypeError('An input is a structure.')
    members = found
    shapes.set(shape, members)
  }
  return members
}

/** The members of a schema's structures, through whatever wraps them. */
function namesIn(schema: z.core.$ZodType): true | Members {
  const def = (schema as z.core.$ZodTypes)._zod.def
  switch (def.type) {
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([name, member]) => [name, namesIn(member)]))
    case 'array':
      return namesIn(def.element)
    case 'record': {
      const names = namesIn(def.valueType)
      return names === true ? true : { '*': names }
    }
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return namesIn(def.innerType)
    case 'pipe':
      return namesIn(def.in)
    case 'union':
      return def.options.map(namesIn).reduce(merged)
    default:
      return true
  }
}

function merged(one: true | Members, other: true | Members): true | Members {
  if (one === true) return other
  return other === true ? one : { ...one, ...other }
}

/** Paths of the members of an input that nothing names, in their order; a key of a map is `*`. An absent member may be written as null. */
export function* unnamed(members: Members, input: unknown, path = ''): Generator<string> {
  if (Array.isArray(input)) {
    for (const element of input) yield* unnamed(members, element, path)
    return
  }
  if (typeof input !== 'object' || input === null) return
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined || value === null) continue
    const step = '*' in members ? '*' : name
    const at = path === '' ? step : `${path}.${step}`
    const known = Object.hasOwn(members, step) ? members[step] : undefined
    if (known === undefined) yield at
    else if (known !== true) yield* unnamed(known, value, at)
  }
}

/** An input without the members at these paths. */
export function without(input: object, paths: Iterable<string>): object {
  const copy = structuredClone(input)
  for (const path of paths) remove(copy, path.split('.'))
  return copy
}

function remove(value: unknown, [name = '', ...rest]: string[]): void {
  if (typeof value !== 'object' || value === null) return
  const holder = value as Record<string, unknown>
  if (Array.isArray(value) || name === '*') {
    for (const element of Object.values(holder)) remove(element, name === '*' ? rest : [name, ...rest])
  } else if (rest.length === 0) delete holder[name]
  else remove(holder[name], rest)
}
