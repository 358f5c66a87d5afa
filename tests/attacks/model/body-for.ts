import { numbersIn, referencesIn } from '../suite/body-members.ts'
import { setAt } from '../suite/set-at.ts'
import type { Route } from '../world/route.ts'

/**
 * A body of a route with numbers near their least and ids as they are chosen; undefined where the route takes none. `foreign` stands in the
 * place of the last id: one more element of a list, where there is a list.
 */
export function bodyFor(
  { body: schema, example }: Route,
  {
    values,
    idOf,
    foreign,
  }: { values: number[]; idOf: (entity: string, nth: number) => string; foreign?: (entity: string) => string },
): object | undefined {
  if (!schema || !example) return undefined
  const numbered = numbersIn(schema, example).reduce<unknown>(
    (body, { path, least, most }, nth) => setAt(body, path, Math.min(least + (values[nth % values.length] ?? 0), most)),
    example,
  )
  const references = referencesIn(schema, example)
  const present = references.filter((reference) => reference.present)
  const filled = present.reduce<unknown>(
    (body, { entity, path }, nth) => setAt(body, path, idOf(entity, nth)),
    numbered,
  )
  const last = references.at(-1)
  return (foreign && last ? setAt(filled, last.path, foreign(last.entity)) : filled) as object
}
