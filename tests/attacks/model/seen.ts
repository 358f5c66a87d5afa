import type { JsonSchema } from '../world/route.ts'

/** Of an entity as it is shown, its id and what its body sets: the rest may be a matter of time, or of work that goes on. */
export function shown(schema: JsonSchema | null, view: unknown): unknown {
  if (!isObject(view)) return view
  return { id: view.id, ...(project(schema ?? {}, view) as object) }
}

function project(schema: JsonSchema, value: unknown): unknown {
  const { properties, items } = schema as { properties?: Record<string, JsonSchema>; items?: JsonSchema }
  if (items && Array.isArray(value)) return value.map((element) => project(items, element))
  if (!properties || !isObject(value)) return value
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, member]) =>
      Object.hasOwn(value, name) ? [[name, project(member, value[name])]] : [],
    ),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same with other words for some texts, wherever they stand. */
export function renamed(value: unknown, nameOf: (text: string) => string): unknown {
  if (typeof value === 'string') return nameOf(value)
  if (Array.isArray(value)) return value.map((one) => renamed(one, nameOf))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renamed(member, nameOf)]))
}
