import fc from 'fast-check'
import { STORED_MEMBERS } from '../product/stored-members.ts'
import type { JsonSchema } from '../world/route.ts'
import { generated } from './generate.ts'
import { setAt } from './set-at.ts'

/** A body with one thing wrong, and the member that the refusal must name. */
export interface WrongBody {
  mutation: string
  body: unknown
  field: string
}

/** Members that entities are stored with, that some framework would assign, or that a prototype has. */
const ASSIGNED = [
  ...STORED_MEMBERS,
  'id',
  'tenantId',
  'shardId',
  'userId',
  'role',
  'roles',
  'tier',
  'isAdmin',
  'admin',
  'state',
  'status',
  'version',
  'createdAt',
  'updatedAt',
  'owner',
  'sequence',
  'apiKey',
  'apiKeyId',
  'credentials',
  'permissions',
  'groups',
  'cognito:groups',
  'custom:tenantId',
  'custom:role',
  'sub',
  'readShards',
  'writeShards',
  'deployment',
  'adminEmail',
  'isDefault',
  '$set',
  '$ref',
  '_id',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'toJSON',
  'then',
  'length',
]
/** Deeper than the 32 levels that any body may have. */
const LEVELS = 40
const DEEPEST = 32

/** Every way, one at a time, in which a rightful body can be made wrong by its schema; and members of any name that it does not have. */
export function wrongBodies(schema: JsonSchema, rightful: unknown, count: number, salt: string): WrongBody[] {
  const objects = membersOf(schema, rightful, [])
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,30}$/)
  return [
    ...objects.flatMap((member) => [...wrongValues(member), ...extraMembers(member, ASSIGNED)]).map(finish),
    ...objects
      .filter(({ schema }) => schema.properties)
      .flatMap((member) => extraMembers(member, generated(name, count, salt)))
      .map(finish),
    ...['null', '[]', '"text"', '7', 'true', '{"a":', '{]', '\u0000', '<a/>'].map((body) => ({
      mutation: `body ${body}`,
      body,
      field: 'body',
    })),
  ]

  function finish({ mutation, path, value, field }: Change): WrongBody {
    return { mutation, body: setAt(rightful, path, value), field: field ?? path.join('.') }
  }
}

interface Member {
  schema: JsonSchema
  path: string[]
  value: unknown
  required: boolean
}

interface Change {
  mutation: string
  path: string[]
  value: unknown
  /** Where it is not the path itself. */
  field?: string
}

/** A value and all that is below it, the first of each list. */
function membersOf(schema: JsonSchema, value: unknown, path: string[], required = true): Member[] {
  const own: Member = { schema, path, value, required }
  const {
    properties,
    items,
    required: names = [],
  } = withoutNull(schema) as { properties?: Record<string, JsonSchema>; items?: JsonSchema; required?: string[] }
  if (items && Array.isArray(value)) return [own, ...membersOf(items, value[0], [...path, '0'])]
  if (!properties || typeof value !== 'object' || value === null) return [own]
  const members = Object.entries(value)
  return [
    own,
    ...members.flatMap(([name, member]) =>
      membersOf(properties[name] ?? {}, member, [...path, name], names.includes(name)),
    ),
  ]
}

const isNull = ({ type }: JsonSchema): boolean => type === 'null'

/** What a nullable schema takes besides null. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf } = schema as { anyOf?: JsonSchema[] }
  const [only, ...others] = anyOf?.filter((one) => !isNull(one)) ?? []
  return only && others.length === 0 ? only : schema
}

const WRONG_TYPES: Record<string, unknown[]> = {
  string: [7, true, null, ['text'], { text: 1 }],
  number: ['7', true, null, [7], { $gt: 0 }],
  integer: ['7', 1.5, true, null, [7], { $gt: 0 }],
  boolean: ['true', 1, null, [true], { $ne: false }],
  array: ['text', 7, null, { 0: 1 }],
  object: ['text', 7, null, ['text']],
}
/** Texts of which a pattern refuses one at least. */
const UNLIKELY = [' ', '\u0000', '-', 'ид', 'x', '0']

function wrongValues({ schema: declared, path, required }: Member): Change[] {
  if (path.length === 0) return []
  const schema = withoutNull(declared)
  const { type, enum: choices, maxLength, minLength, maximum, minimum, maxItems, minItems, format, pattern } = schema
  const at = path.join('.')
  const isNullable = schema !== declared
  const types = ((choices ? WRONG_TYPES.string : WRONG_TYPES[String(type)]) ?? []).filter(
    (value) => !(isNullable && value === null),
  )
  const nested = Array.from({ length: LEVELS }).reduce<unknown>((inner) => [inner], 1)
  const change = (mutation: string, value: unknown): Change => ({ mutation: `${at} ${mutation}`, path, value })
  const unlike = typeof pattern === 'string' ? UNLIKELY.find((text) => !new RegExp(pattern, 'u').test(text)) : undefined
  return [
    ...types.map((value) => change(`is ${JSON.stringify(value)}`, value)),
    ...(choices ? [change('is no choice', 'SuperAdmin'), change('is empty', '')] : []),
    ...(typeof format === 'string' ? [change(`is no ${format}`, 'x'), change('is empty', '')] : []),
    ...(unlike !== undefined ? [change('has another pattern', unlike)] : []),
    ...(typeof maxLength === 'number' ? [change('is too long', 'x'.repeat(maxLength + 1))] : []),
    ...(typeof minLength === 'number' && minLength > 0 ? [change('is empty', '')] : []),
    ...(typeof maximum === 'number' ? [change('is too large', maximum + 1)] : []),
    ...(typeof minimum === 'number' ? [change('is too small', minimum - 1)] : []),
    ...(typeof maxItems === 'number' ? [change('has too many', Array.from({ length: maxItems + 1 }).fill({}))] : []),
    ...(typeof minItems === 'number' && minItems > 0 ? [change('has none', [])] : []),
    ...(required ? [change('is missing', undefined)] : []),
    {
      ...change('is nested deeply', nested),
      field: [at, ...Array.from({ length: DEEPEST + 1 - path.length }).fill('0')].join('.'),
    },
  ]
}

/** Members that an object does not have. */
function extraMembers({ schema, path, value }: Member, names: string[]): Change[] {
  const { properties } = schema
  if (typeof properties !== 'object' || properties === null) return []
  return names
    .filter((name) => !Object.hasOwn(properties, name))
    .map((name) => ({
      mutation: `${[...path, name].join('.')} is assigned`,
      path,
      // An own member, also where the name is `__proto__`.
      value: Object.fromEntries([...Object.entries(value as object), [name, 'TenantAdmin']]),
      field: [...path, name].join('.'),
    }))
}
