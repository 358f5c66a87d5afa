import { AwsError } from '../core/aws-error.ts'
import { type Ids, LOWER_ALPHANUMERIC } from '../core/ids.ts'
import { type PasswordPolicy, passwordPolicyOf, type UserPool } from './pool-config.ts'

// https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`+= -]/

const RULES: [broken: (policy: PasswordPolicy, password: string) => boolean, text: string][] = [
  [(policy, password) => password.length < policy.MinimumLength, 'Password not long enough'],
  [(policy, password) => policy.RequireUppercase && !/[A-Z]/.test(password), 'Password must have uppercase characters'],
  [(policy, password) => policy.RequireLowercase && !/[a-z]/.test(password), 'Password must have lowercase characters'],
  [(policy, password) => policy.RequireNumbers && !/[0-9]/.test(password), 'Password must have numeric characters'],
  [(policy, password) => policy.RequireSymbols && !SYMBOL.test(password), 'Password must have symbol characters'],
]

/** Throws InvalidPasswordException for the first rule that is broken; AdminCreateUser calls the policy by its long name. */
export function requireGoodPassword(pool: UserPool, password: string, policyName = 'policy'): void {
  const policy = passwordPolicyOf(pool)
  const broken = RULES.find(([isBroken]) => isBroken(policy, password))
  if (broken)
    throw new AwsError('InvalidPasswordException', `Password did not conform with ${policyName}: ${broken[1]}`)
}

/** A random password that meets the policy, without characters that mean something in HTML. */
export function temporaryPassword(pool: UserPool, ids: Ids): string {
  const letters = LOWER_ALPHANUMERIC.replace(/[0-9]/g, '')
  const length = Math.max(passwordPolicyOf(pool).MinimumLength, 10)
  const characters = [
    ids.token(1, letters),
    ids.token(1, letters.toUpperCase()),
    ids.token(1, '23456789'),
    ids.token(1, '!@#%*+=?'),
    ...ids.token(length - 4, `${letters}${letters.toUpperCase()}23456789`),
  ]
  const order = new Map(characters.map((_, i) => [i, ids.bytes(4).readUInt32BE()]))
  return characters
    .map((character, i) => ({ character, at: order.get(i) ?? 0 }))
    .sort((a, b) => a.at - b.at)
    .map(({ character }) => character)
    .join('')
}
