import { NormalizedSchema } from '@smithy/core/schema'

/** A member of an operation's input, as the SDK's model describes it. */
export interface DocumentedMember {
  name: string
  /** What it is called over the wire where it is a header or in the query. */
  wireName: string
  isLabel: boolean
  isRequiredQuery: boolean
  schema: NormalizedSchema
}

/** The input of an operation; undefined where the SDK knows no such operation. */
export function inputOf(sdk: Record<string, unknown>, operation: string): NormalizedSchema | undefined {
  const schema = sdk[`${operation}$`]
  // [kind, namespace, name, traits, input, output]: https://github.com/smithy-lang/smithy-typescript/blob/main/packages/types/src/schema/static-schemas.ts
  const reference = Array.isArray(schema) ? schema[4] : undefined
  return reference === undefined ? undefined : NormalizedSchema.of(reference)
}

/** The members of a structure, or of the structures in a list or map; none for anything else. */
export function membersOf(schema: NormalizedSchema): DocumentedMember[] {
  if (schema.isListSchema() || schema.isMapSchema()) return membersOf(schema.getValueSchema())
  if (!schema.isStructSchema()) return []
  // A structure's required members come first; how many, its schema says last.
  const required = Number((schema.getSchema() as unknown as unknown[])[6] ?? 0)
  return [...schema.structIterator()].map(([name, member], i) => {
    const { httpHeader, httpQuery, httpLabel } = member.getMergedTraits() as Record<string, string | number | undefined>
    const wireName = String(httpHeader ?? httpQuery ?? name)
    const isRequiredQuery = httpQuery !== undefined && i < required
    return { name, wireName, isLabel: httpLabel !== undefined, isRequiredQuery, schema: member }
  })
}

/** Whether the value is a map, through lists. */
export const isMap = (schema: NormalizedSchema): boolean =>
  schema.isMapSchema() || (schema.isListSchema() && isMap(schema.getValueSchema()))

/** A value of the type, with one member in each structure so that it does not vanish on the wire. */
export function sample(schema: NormalizedSchema, depth = 0): unknown {
  if (depth > 6) return undefined
  if (schema.isListSchema()) return [sample(schema.getValueSchema(), depth + 1)]
  if (schema.isMapSchema()) return { x: sample(schema.getValueSchema(), depth + 1) }
  if (schema.isStructSchema()) {
    const [first] = schema.structIterator()
    return first ? { [first[0]]: sample(first[1], depth + 1) } : {}
  }
  if (schema.isBlobSchema()) return new TextEncoder().encode('x')
  if (schema.isTimestampSchema()) return new Date(0)
  if (schema.isBooleanSchema()) return true
  if (schema.isNumericSchema()) return 1
  return 'x'
}

/** An input that has a value of this member and nothing else but what path and query of the request need. */
export function inputWith(input: NormalizedSchema, path: string[], value: unknown): object {
  const inUrl = membersOf(input).filter(({ isLabel, isRequiredQuery }) => isLabel || isRequiredQuery)
  return {
    ...Object.fromEntries(inUrl.map(({ name, schema }) => [name, sample(schema)])),
    ...(nested(input, path, value) as object),
  }
}

function nested(schema: NormalizedSchema, path: string[], value: unknown): unknown {
  const [name, ...rest] = path
  if (schema.isListSchema()) return [nested(schema.getValueSchema(), path, value)]
  if (schema.isMapSchema()) return { [String(name)]: nested(schema.getValueSchema(), rest, value) }
  if (name === undefined) return value
  const member = membersOf(schema).find((one) => one.name === name)
  if (!member) throw new Error(`no member ${name}`)
  return { [name]: rest.length === 0 ? value : nested(member.schema, rest, value) }
}

/** The member of an exception that holds its message, if the model says. */
export function messageMemberOf(sdk: Record<string, unknown>, error: string): 'message' | 'Message' | undefined {
  const schema = sdk[`${error}$`]
  if (!Array.isArray(schema)) return undefined
  const members = [...NormalizedSchema.of(schema as never).structIterator()].map(([name]) => name)
  return members.includes('Message') ? 'Message' : members.includes('message') ? 'message' : undefined
}
