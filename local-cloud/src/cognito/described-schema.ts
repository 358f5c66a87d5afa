import { fullName } from './attributes.ts'
import type { UserPool } from './pool-config.ts'
import { STANDARD, VERIFIED } from './standard-attributes.ts'

const text = (MinLength: string, MaxLength: string) => ({
  AttributeDataType: 'String',
  StringAttributeConstraints: { MinLength, MaxLength },
})
const RIGHTS = { DeveloperOnlyAttribute: false, Mutable: true, Required: false }

/** Standard attributes that are no text of up to 2,048 characters. */
const OTHERS: Record<string, object> = {
  sub: { ...text('1', '2048'), Mutable: false, Required: true },
  birthdate: text('10', '10'),
  updated_at: { AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0' } },
  ...Object.fromEntries(VERIFIED.map((name) => [name, { AttributeDataType: 'Boolean' }])),
}

/**
 * Every attribute of a pool: the standard ones, as the pool has them, and its own under their full names.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SchemaAttributeType.html
 */
export function describedSchema({ config: { Schema } }: Pick<UserPool, 'config'>): object[] {
  const own = Object.fromEntries(Schema.map((entry) => [fullName(entry), entry]))
  const standard = Object.fromEntries(
    ['sub', ...STANDARD, ...VERIFIED].map((name) => [name, OTHERS[name] ?? text('0', '2048')]),
  )
  const names = new Set([...Object.keys(standard), ...Object.keys(own)])
  return [...names].map((Name) => ({ ...RIGHTS, ...standard[Name], ...own[Name], Name }))
}
