import { requireGoodPassword } from './password-policy.ts'
import { passwordPolicyOf, type UserPool } from './pool-config.ts'
import type { CognitoServices } from './services.ts'
import { newVerifier } from './srp/verifier.ts'
import type { User } from './user.ts'

const DAY_MS = 86_400_000

/** Gives a user a password of their own, and with it the status CONFIRMED. */
export function setPassword({ context, users }: Pick<CognitoServices, 'context' | 'users'>) {
  return (pool: UserPool, user: User, password: string): User => {
    requireGoodPassword(pool, password)
    users.setCredential(user, { ...newVerifier(context.ids, user, password), expiresAt: null })
    return users.update(pool, { ...user, status: 'CONFIRMED' })
  }
}

/** Gives a user a password that they have to change at their next sign-in, before it expires. */
export function setTemporaryPassword({ context, users }: Pick<CognitoServices, 'context' | 'users'>) {
  return (pool: UserPool, user: User, password: string): User => {
    // Zero days stand for the default: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html
    const days = passwordPolicyOf(pool).TemporaryPasswordValidityDays || 7
    const expiresAt = context.clock.now() + days * DAY_MS
    users.setCredential(user, { ...newVerifier(context.ids, user, password), expiresAt })
    return users.update(pool, { ...user, status: 'FORCE_CHANGE_PASSWORD' })
  }
}
