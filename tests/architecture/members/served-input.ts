import type { NormalizedSchema } from '@smithy/core/schema'
import type { Members } from '@tenantry/local-cloud/core/operation-input.ts'
import { isMap, membersOf, sample } from './sdk-model.ts'

/** An input with a value of every member that is served: by its name where that is known, by its type otherwise. */
export function servedInput(schema: NormalizedSchema, read: Members, values: Record<string, unknown>): object {
  return structure(schema, read) as object

  function structure(of: NormalizedSchema, names: true | Members): unknown {
    if (names === true) return sample(of)
    if (of.isListSchema()) return [structure(of.getValueSchema(), names)]
    if (isMap(of)) {
      const entries = Object.entries(names).map(([key, each]) => [
        key === '*' ? 'x' : key,
        structure(of.getValueSchema(), each),
      ])
      return Object.fromEntries(entries)
    }
    return Object.fromEntries(
      membersOf(of).flatMap(({ name, wireName, schema: member }) => {
        const each = names[name] ?? names[wireName]
        if (each === undefined) return []
        return [[name, Object.hasOwn(values, name) ? values[name] : structure(member, each)]]
      }),
    )
  }
}
