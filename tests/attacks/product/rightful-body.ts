import { referencesIn } from '../suite/body-members.ts'
import { setAt } from '../suite/set-at.ts'
import type { JsonSchema, Route } from '../world/route.ts'

/** Ids of a tenant's entities, by the entities' names; the first ones stay while the suite runs. */
export type IdsByEntity = Record<string, string[]>

/** What a route takes: its example, with the tenant's own ids for the placeholders. */
export function rightfulBody(route: Route, ids: IdsByEntity): object {
  const { body: schema, example, method, path } = route
  if (!schema || !example) throw new Error(`${method} ${path} has no example of its body in the OpenAPI document.`)
  return withIds(schema, example, ids)
}

/** A value of a schema whose references are ids of these; several references to one entity are different ids as far as there are any. */
export function withIds<T>(schema: JsonSchema, value: T, ids: IdsByEntity): T {
  const used = new Map<string, number>()
  return referencesIn(schema, value)
    .filter(({ present }) => present)
    .reduce<unknown>((made, { entity, path }) => {
      const nth = used.get(entity) ?? 0
      used.set(entity, nth + 1)
      const own = ids[entity] ?? []
      const id = own[nth % own.length]
      if (!id) throw new Error(`There is no ${entity} for ${path.join('.')}.`)
      return setAt(made, path, id)
    }, value) as T
}
