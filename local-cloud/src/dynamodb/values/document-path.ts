import type { AttributeValue, Item } from './attribute-value.ts'

/** `a.b[2]` is `['a', 'b', 2]`. */
export type DocumentPath = (string | number)[]

/** What a path names in an item, if anything. */
export function resolvePath(path: DocumentPath, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item }
  for (const step of path) {
    if (typeof step === 'number') value = value.L?.[step]
    else value = value.M && Object.hasOwn(value.M, step) ? value.M[step] : undefined
    if (value === undefined) return undefined
  }
  return value
}

/** The parts of an item that the paths name, in their places; elements of a list close up. Undefined when there is none. */
export function projectItem(paths: DocumentPath[], item: Item): Item | undefined {
  const root: Selection = new Map()
  for (const path of paths) {
    if (resolvePath(path, item) !== undefined) select(root, path)
  }
  return root.size === 0 ? undefined : pickMembers(root, item)
}

/** What is taken of a value: all of it, or some of its members. */
type Selection = Map<string | number, Selection | 'all'>

function select(root: Selection, path: DocumentPath): void {
  let level = root
  for (const [depth, step] of path.entries()) {
    if (depth === path.length - 1) level.set(step, 'all')
    else {
      const next = level.get(step) ?? new Map()
      if (next === 'all') return
      level.set(step, next)
      level = next
    }
  }
}

function pick(selection: Selection | 'all', value: AttributeValue): AttributeValue {
  if (selection === 'all') return value
  if (value.M) return { M: pickMembers(selection, value.M) }
  const elements = [...selection].sort(([a], [b]) => Number(a) - Number(b))
  return { L: elements.map(([index, inner]) => pick(inner, value.L?.[Number(index)] ?? {})) }
}

function pickMembers(selection: Selection, members: Item): Item {
  const picked: Item = {}
  for (const [name, inner] of selection) picked[name] = pick(inner, members[name] ?? {})
  return picked
}
