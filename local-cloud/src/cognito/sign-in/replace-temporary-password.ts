import { transaction } from '../../core/database.ts'
import { requiredAttributes, requireSchema, requireWritable } from '../attributes.ts'
import type { PoolClient } from '../client-config.ts'
import { invalidParameter, notAuthorized } from '../errors.ts'
import { setPassword } from '../password.ts'
import { requireGoodPassword } from '../password-policy.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'

type Needs = Pick<CognitoServices, 'context' | 'users' | 'challenges'>

const PREFIX = 'userAttributes.'

/** NEW_PASSWORD_REQUIRED: a new password, and attributes that the pool requires. A password that is refused leaves the session open. */
export function replaceTemporaryPassword(services: Needs) {
  const { context, users, challenges } = services
  return (pool: UserPool, client: PoolClient, session: string, responses: Record<string, string>): User => {
    const { sub } = challenges.peek(client.id, session, 'NEW_PASSWORD_REQUIRED')
    const user = users.find(pool.id, sub)
    const { USERNAME, NEW_PASSWORD } = responses
    if (!USERNAME) throw invalidParameter('Missing required parameter USERNAME')
    if (!NEW_PASSWORD) throw invalidParameter('Missing required parameter NEW_PASSWORD')
    if (!user || users.findByName(pool, USERNAME)?.sub !== sub) throw notAuthorized('Invalid session for the user.')

    const given = Object.entries(responses).filter(([name]) => name.startsWith(PREFIX))
    const attributes = Object.fromEntries(given.map(([name, value]) => [name.slice(PREFIX.length), value]))
    const provided = Object.keys(attributes).find((name) => user.attributes[name])
    if (provided) throw notAuthorized(`Cannot modify an already provided ${provided}`)
    requireWritable(client, attributes)
    requireSchema(pool, attributes)
    const missing = requiredAttributes(pool).find((name) => !user.attributes[name] && !attributes[name])
    if (missing) throw invalidParameter(`Invalid attributes given, ${missing} is missing`)
    requireGoodPassword(pool, NEW_PASSWORD)

    return transaction(context.database, () => {
      challenges.take(client.id, session, 'NEW_PASSWORD_REQUIRED')
      const completed = { ...user, attributes: { ...user.attributes, ...attributes } }
      return setPassword(services)(pool, completed, NEW_PASSWORD)
    })
  }
}
