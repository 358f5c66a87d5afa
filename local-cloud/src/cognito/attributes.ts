import type { PoolClient } from './client-config.ts'
import { invalidParameter, notAuthorized } from './errors.ts'
import type { PoolConfig, UserPool } from './pool-config.ts'
import { STANDARD, VERIFIED } from './standard-attributes.ts'
import type { User } from './user.ts'

type SchemaAttribute = PoolConfig['Schema'][number]

/** The full name of a schema entry: what is not standard is `custom:`. */
export const fullName = ({ Name }: SchemaAttribute) => (STANDARD.includes(Name) ? Name : `custom:${Name}`)

const schemaOf = (pool: UserPool, name: string) => pool.config.Schema.find((entry) => fullName(entry) === name)

const isKnown = (pool: UserPool, name: string) =>
  STANDARD.includes(name) || VERIFIED.includes(name) || schemaOf(pool, name) !== undefined

/** Whether a client may name the attribute in its ReadAttributes or WriteAttributes. */
export const isClientAttribute = (pool: UserPool, name: string, use: 'read' | 'write') =>
  isKnown(pool, name) && (use === 'read' || !VERIFIED.includes(name))

export const requiredAttributes = (pool: UserPool) =>
  pool.config.Schema.filter(({ Required }) => Required).map(fullName)

/** Throws when a value does not fit the pool's schema; `user` is the one that is changed, if there is one already. */
export function requireSchema(pool: UserPool, attributes: Record<string, string>, user?: User): void {
  for (const [name, value] of Object.entries(attributes)) {
    const schema = schemaOf(pool, name)
    if (name === 'sub' || (user && schema && !schema.Mutable)) {
      throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`)
    }
    if (!isKnown(pool, name)) throw doesNotConform(`Type for attribute {${name}} could not be determined`)
    if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)) {
      throw invalidParameter('Invalid email address format.')
    }
    if (name === 'phone_number' && value !== '' && !/^\+[0-9]{1,15}$/.test(value)) {
      throw invalidParameter('Invalid phone number format.')
    }
    if (VERIFIED.includes(name) && !/^(true|false)$/i.test(value))
      throw doesNotConform(`${name}: Invalid boolean value`)
    if (schema) requireConstraints(schema, name, value)
  }
}

/** Attributes as they are kept: a boolean is written in lower case, however it was sent. */
export const normalized = (attributes: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, VERIFIED.includes(name) ? value.toLowerCase() : value]),
  )

/** Throws when one that the pool requires is missing. */
export function requireAll(pool: UserPool, attributes: Record<string, string>): void {
  const missing = requiredAttributes(pool).find((name) => !attributes[name])
  if (missing) throw doesNotConform(`${missing}: The attribute is required\n`)
}

function requireConstraints({ AttributeDataType, ...schema }: SchemaAttribute, name: string, value: string): void {
  const { MinLength, MaxLength } = schema.StringAttributeConstraints ?? {}
  const { MinValue, MaxValue } = schema.NumberAttributeConstraints ?? {}
  if (AttributeDataType === 'String') {
    if (MaxLength && value.length > Number(MaxLength)) {
      throw doesNotConform(`${name}: String must be no longer than ${MaxLength} characters\n`)
    }
    if (MinLength && value.length < Number(MinLength)) {
      throw doesNotConform(`${name}: String must be at least ${MinLength} characters long\n`)
    }
  }
  if (AttributeDataType === 'Number') {
    const inRange = (!MinValue || Number(value) >= Number(MinValue)) && (!MaxValue || Number(value) <= Number(MaxValue))
    if (!/^-?[0-9]+(\.[0-9]+)?$/.test(value) || !inRange) throw doesNotConform(`${name}: Invalid number value\n`)
  }
}

/** Throws when a client writes what it may not: without WriteAttributes, standard attributes only. */
export function requireWritable(client: PoolClient, attributes: Record<string, string>): void {
  const writable = client.config.WriteAttributes ?? STANDARD
  if (!Object.keys(attributes).every((name) => writable.includes(name) && !VERIFIED.includes(name))) {
    throw notAuthorized('A client attempted to write unauthorized attribute')
  }
}

/** The attributes that a client may see: without ReadAttributes, the standard ones. */
export function readable(client: PoolClient, attributes: Record<string, string>): Record<string, string> {
  const names = client.config.ReadAttributes ?? [...STANDARD, ...VERIFIED]
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)))
}

const doesNotConform = (why: string) => invalidParameter(`Attributes did not conform to the schema: ${why}`)
