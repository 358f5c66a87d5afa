import type { NormalizedSchema } from '@smithy/core/schema'
import { type Members, membersOf as membersRead } from '@tenantry/local-cloud/core/operation-input.ts'
import { isMeaningless } from '@tenantry/local-cloud/core/run-operation.ts'
import type { DescribedOperation } from '@tenantry/local-cloud/core/service.ts'
import { isMap, membersOf } from './sdk-model.ts'

/** What becomes of each documented member of an operation, by its path; a key of a map is `*`. */
export interface Classified {
  served: string[]
  refused: { path: string[]; wireName: string; schema: NormalizedSchema }[]
  meaningless: string[]
  /** Structures that are said to be read without naming their members. */
  unlisted: string[]
  /** Names that the operation reads and AWS does not document. */
  unknown: string[]
}

/** Of these everything is read, whatever is in them. */
const VALUES = new Set(['AttributeValue'])

export function classify(operation: DescribedOperation, input: NormalizedSchema): Classified {
  const found: Classified = { served: [], refused: [], meaningless: [], unlisted: [], unknown: [] }
  walk(membersRead(operation.input), input, [])
  return found

  function walk(read: Members, schema: NormalizedSchema, at: string[]): void {
    // The keys of a map are named one by one, or all at once by a star.
    if (isMap(schema)) {
      for (const [key, names] of Object.entries(read)) if (names !== true) structure(names, schema, [...at, key])
    } else structure(read, schema, at)
  }

  function structure(read: Members, schema: NormalizedSchema, at: string[]): void {
    const documented = membersOf(schema)
    for (const name of Object.keys(read)) {
      if (!documented.some((member) => member.name === name || member.wireName === name))
        found.unknown.push([...at, name].join('.'))
    }
    for (const member of documented) {
      const path = [...at, member.name]
      const known = read[member.name] ?? read[member.wireName]
      if (known === undefined) {
        if (isMeaningless(operation, path.join('.'))) found.meaningless.push(path.join('.'))
        else found.refused.push({ path, wireName: member.wireName, schema: member.schema })
        continue
      }
      found.served.push(path.join('.'))
      if (known !== true) walk(known, member.schema, path)
      else if (membersOf(member.schema).length > 0 && !VALUES.has(shapeName(member.schema)))
        found.unlisted.push(path.join('.'))
    }
  }
}

/** The name of the structure in lists and maps. */
function shapeName(schema: NormalizedSchema): string {
  if (schema.isListSchema() || schema.isMapSchema()) return shapeName(schema.getValueSchema())
  return schema.getName() ?? ''
}
