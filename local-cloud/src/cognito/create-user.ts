import { AwsError } from '../core/aws-error.ts'
import { transaction } from '../core/database.ts'
import { normalized, requireSchema } from './attributes.ts'
import { invalidParameter } from './errors.ts'
import { composeMail, NO_CLIENT } from './messages.ts'
import { setTemporaryPassword } from './password.ts'
import { requireGoodPassword, temporaryPassword } from './password-policy.ts'
import { foldName, signsInByEmail, type UserPool } from './pool-config.ts'
import { sendMail } from './send-mail.ts'
import type { CognitoServices } from './services.ts'
import type { User, UserStatus } from './user.ts'

export type CreateNeeds = Pick<CognitoServices, 'context' | 'functions' | 'outbox' | 'ses' | 'users'>

export interface NewUser {
  username: string
  attributes: Record<string, string>
  temporaryPassword?: string | undefined
  /** Whether the invitation is mailed. */
  invite: boolean
  /** Marks a user that a template made. */
  origin?: string
}

/** A user made by an administrator, with a temporary password that a mail tells them. */
export function createUser(services: CreateNeeds) {
  const { context, users } = services
  return async (pool: UserPool, request: NewUser): Promise<User> => {
    if (request.temporaryPassword) requireGoodPassword(pool, request.temporaryPassword, 'password policy')
    const password = request.temporaryPassword ?? temporaryPassword(pool, context.ids)
    const user = newUser(services)(pool, request, 'FORCE_CHANGE_PASSWORD')
    // Without an address there is nobody to tell, and the user is made all the same.
    const invites = request.invite && user.attributes.email !== undefined
    const mail = invites && (await invitationMail(services)(pool, user, password))
    const made = transaction(context.database, () => {
      requireFreeName(services)(pool, user) // the trigger ran in between
      const created = users.insert(pool, user, request.origin)
      return setTemporaryPassword(services)(pool, created, password)
    })
    // A user whose invitation fails is there all the same: https://github.com/aws/aws-sdk/issues/438
    if (mail) sendMail(services)(pool, mail)
    return made
  }
}

/** A user as it will be stored, if its name and attributes are in order. */
export function newUser({ context, users }: Pick<CognitoServices, 'context' | 'users'>) {
  return (pool: UserPool, { username, attributes }: NewUser, status: UserStatus) => {
    const byEmail = signsInByEmail(pool)
    const isEmail = username.includes('@')
    if (byEmail && !isEmail) throw invalidParameter('Username should be an email.')
    if (!byEmail && isEmail && pool.config.AliasAttributes.includes('email')) {
      const why = 'Username cannot be of email format, since user pool is configured for email alias.'
      throw invalidParameter(why)
    }
    const sub = context.ids.uuid()
    const user = {
      poolId: pool.id,
      sub,
      username: byEmail ? sub : username,
      attributes: normalized(byEmail ? { ...attributes, email: username } : attributes),
      status,
      enabled: true,
      createdAt: context.clock.now(),
      modifiedAt: context.clock.now(),
    }
    requireSchema(pool, user.attributes)
    requireFreeName({ users })(pool, user)
    return user
  }
}

export function invitationMail(services: CreateNeeds) {
  return (pool: UserPool, user: User, password: string) => {
    if (!user.attributes.email) throw invalidParameter('User has no email address to send the invitation to.')
    const message = { pool, user, clientId: NO_CLIENT, source: 'AdminCreateUser' as const, code: password }
    return composeMail(services)(message)
  }
}

function requireFreeName({ users }: Pick<CognitoServices, 'users'>) {
  return (pool: UserPool, { username, attributes, status }: User) => {
    const { email } = attributes
    if (signsInByEmail(pool) && email && users.findByEmail(pool, email)) throw emailTaken('UsernameExistsException')
    const named = users.findByName(pool, username)
    if (named && foldName(pool, named.username) === foldName(pool, username)) {
      const who = status === 'UNCONFIRMED' ? 'User' : 'User account'
      throw new AwsError('UsernameExistsException', `${who} already exists`)
    }
  }
}

export const emailTaken = (code: 'UsernameExistsException' | 'AliasExistsException') =>
  new AwsError(code, 'An account with the given email already exists.')
