import { REFERENCES } from '@tenantry/contracts/service/entity.ts'
import type { JsonSchema } from '../world/route.ts'

/** A member of a body that holds no others. */
interface Leaf {
  schema: JsonSchema
  path: string[]
  /** Whether the example has it. */
  present: boolean
}

/** A member that holds the id of another entity. */
export interface Reference {
  /** The entity's name. */
  entity: string
  path: string[]
  present: boolean
}

/**
 * The members of a body that refer to entities: those of an example, optional ones that it leaves out, and for each list that may grow the
 * members of one more element.
 */
export const referencesIn = (schema: JsonSchema, example: unknown): Reference[] =>
  leavesOf(schema, example, []).flatMap(({ schema, path, present }) => {
    const entity = schema[REFERENCES]
    return typeof entity === 'string' ? [{ entity, path, present }] : []
  })

/** The members of a body whose text is anything of this kind, as far as the schema tells. */
export const freeTextsIn = (schema: JsonSchema, example: unknown, text: string): string[][] =>
  leavesOf(schema, example, [])
    .filter(({ schema, path }) => path.length > 0 && mayHold(schema, text))
    .map(({ path }) => path)

/** The numbers of an example, each with the least and the largest that it may be. */
export const numbersIn = (schema: JsonSchema, example: unknown): { path: string[]; least: number; most: number }[] =>
  leavesOf(schema, example, [])
    .filter(({ schema, present }) => present && (schema.type === 'integer' || schema.type === 'number'))
    .map(({ schema: { minimum, maximum }, path }) => ({
      path,
      least: typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? minimum : 0,
      most: typeof maximum === 'number' ? maximum : Number.MAX_SAFE_INTEGER,
    }))

function mayHold(schema: JsonSchema, text: string): boolean {
  const { type, enum: choices, const: only, format, pattern, maxLength = text.length, minLength = 0 } = schema
  if (type !== 'string' || REFERENCES in schema) return false
  if (choices !== undefined || only !== undefined || format !== undefined) return false
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(text)) return false
  return text.length <= Number(maxLength) && text.length >= Number(minLength)
}

function leavesOf(schema: JsonSchema, value: unknown, path: string[], exists = true): Leaf[] {
  return alternativesOf(schema).flatMap((one) => {
    const { items, properties, maxItems } = one as {
      items?: JsonSchema
      properties?: Record<string, JsonSchema>
      maxItems?: number
    }
    if (items && Array.isArray(value)) {
      const grows = value.length > 0 && (maxItems === undefined || value.length < maxItems)
      const elements = value.flatMap((element, index) => leavesOf(items, element, [...path, String(index)], exists))
      return grows ? [...elements, ...leavesOf(items, value.at(-1), [...path, String(value.length)], false)] : elements
    }
    if (properties && typeof value === 'object' && value !== null) {
      return Object.entries(properties).flatMap(([name, property]) => {
        const member: unknown = Object.hasOwn(value, name) ? value[name as keyof typeof value] : undefined
        return leavesOf(property, member, [...path, name], exists && member !== undefined)
      })
    }
    return [{ schema: one, path, present: exists }]
  })
}

/** A schema, or each of those of which it takes any. */
function alternativesOf(schema: JsonSchema): JsonSchema[] {
  const { anyOf, oneOf } = schema as { anyOf?: JsonSchema[]; oneOf?: JsonSchema[] }
  const choices = anyOf ?? oneOf
  return choices ? choices.flatMap(alternativesOf) : [schema]
}
