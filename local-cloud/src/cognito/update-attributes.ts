import { normalized, requireSchema } from './attributes.ts'
import { emailTaken } from './create-user.ts'
import { codeDelivery, composeMail } from './messages.ts'
import { signsInByEmail, type UserPool } from './pool-config.ts'
import { sendMail } from './send-mail.ts'
import type { CognitoServices } from './services.ts'
import type { User } from './user.ts'

export type UpdateNeeds = Pick<CognitoServices, 'context' | 'functions' | 'outbox' | 'ses' | 'users' | 'codes'>

interface Update {
  changes: Record<string, string>
  clientId: string
  clientMetadata?: Record<string, string> | undefined
}

/**
 * Changes attributes; an empty value removes one. A new e-mail address gets a code where the pool verifies addresses, and counts
 * only once it is verified where the pool keeps the original.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
 */
export function updateAttributes(services: UpdateNeeds) {
  const { users, codes } = services
  return async (pool: UserPool, user: User, { changes: given, clientId, clientMetadata }: Update) => {
    requireSchema(pool, given, user)
    const changes = normalized(given)
    const { email } = changes
    const newEmail = email && email !== user.attributes.email ? email : undefined
    const isVerified = changes.email_verified === 'true'
    if (newEmail) requireFreeEmail(users, pool, user, newEmail, isVerified)

    const { AutoVerifiedAttributes, UserAttributeUpdateSettings } = pool.config
    const sendsCode = newEmail !== undefined && !isVerified && AutoVerifiedAttributes.includes('email')
    const keepsOld =
      sendsCode && UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate.includes('email')
    const next = { ...user.attributes, ...changes }
    if (newEmail && changes.email_verified === undefined) next.email_verified = 'false'
    if (keepsOld) {
      next.email = user.attributes.email ?? ''
      next.email_verified = user.attributes.email_verified ?? ''
    }
    const attributes = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== ''))
    const updated = users.update(pool, { ...user, attributes })
    if (!sendsCode) return { CodeDeliveryDetailsList: [] }

    const code = codes.issue(updated, 'verify-email', newEmail)
    const source = 'UpdateUserAttribute' as const
    const message = { pool, user: updated, clientId, clientMetadata, source, code, to: newEmail }
    sendMail(services)(pool, await composeMail(services)(message))
    return { CodeDeliveryDetailsList: [codeDelivery(newEmail)] }
  }
}

/** Addresses are unique where people sign in with them; as an alias, once they are verified. */
export function requireFreeEmail(
  users: CognitoServices['users'],
  pool: UserPool,
  user: User,
  email: string,
  isVerified: boolean,
): void {
  const signsIn = signsInByEmail(pool) || (pool.config.AliasAttributes.includes('email') && isVerified)
  const owner = signsInByEmail(pool) ? users.findByEmail(pool, email) : users.findByName(pool, email)
  if (signsIn && owner && owner.sub !== user.sub) throw emailTaken('AliasExistsException')
}
