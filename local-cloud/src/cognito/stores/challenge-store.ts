import { createHash } from 'node:crypto'
import type { CloudContext } from '../../core/cloud-context.ts'
import { notAuthorized } from '../errors.ts'

/** What a sign-in waits for between two calls. */
export type Challenge =
  | {
      name: 'PASSWORD_VERIFIER'
      /** The user, or null for the decoy that stands in for an unknown one. */
      sub: string | null
      /** The user name for SRP that was sent. */
      username: string
      /** The name that failed attempts are counted under. */
      attemptsOf: string
      /** Hex. */
      serverSecret: string
      clientPublic: string
      serverPublic: string
    }
  | { name: 'NEW_PASSWORD_REQUIRED'; sub: string }
  | { name: 'SOFTWARE_TOKEN_MFA'; sub: string }
  | MfaSetup

/** The set-up of an authenticator app: asked for, with a secret for the app, or done. */
export type MfaSetup = { name: 'MFA_SETUP'; sub: string } & (
  | { state: 'begun' | 'verified' }
  | { state: 'associated'; secret: string }
)

export interface ChallengeStore {
  /** `minutes`: the client's AuthSessionValidity. */
  open(clientId: string, session: string, challenge: Challenge, minutes: number): void
  /** The open challenge; throws when it is unknown, used or expired. */
  peek<Name extends Challenge['name']>(clientId: string, session: string, name: Name): Named<Name>
  /** As peek, for a call that names no client. */
  find<Name extends Challenge['name']>(session: string, name: Name): { clientId: string; challenge: Named<Name> }
  /** As peek, and no one can use it again. */
  take<Name extends Challenge['name']>(clientId: string, session: string, name: Name): Named<Name>
}

type Named<Name extends Challenge['name']> = Extract<Challenge, { name: Name }>

export function challengeStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): ChallengeStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_challenges (
    hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, challenge TEXT NOT NULL, used INTEGER NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT`)
  const insert = database.prepare('INSERT INTO cognito_challenges VALUES (?, ?, ?, 0, ?)')
  const select = database.prepare('SELECT * FROM cognito_challenges WHERE hash = ?')
  const use = database.prepare('UPDATE cognito_challenges SET used = 1 WHERE hash = ?')
  // A day late: until then, who comes with an old session is told why it is refused.
  const sweep = database.prepare('DELETE FROM cognito_challenges WHERE expires_at < ? - 86400000')
  const hashOf = (session: string) => createHash('sha256').update(session).digest('hex')

  function find<Name extends Challenge['name']>(session: string, name: Name) {
    const row = select.get(hashOf(session))
    const challenge: Challenge | undefined = row && JSON.parse(String(row.challenge))
    if (!row || challenge?.name !== name) throw notAuthorized('Invalid session for the user.')
    if (row.used) throw notAuthorized('Invalid session for the user, session can only be used once.')
    if (Number(row.expires_at) <= clock.now()) throw notAuthorized('Invalid session for the user, session is expired.')
    return { clientId: String(row.client_id), challenge: challenge as Named<Name> } // its name was compared
  }
  function peek<Name extends Challenge['name']>(client: string, session: string, name: Name): Named<Name> {
    const { clientId, challenge } = find(session, name)
    if (clientId !== client) throw notAuthorized('Invalid session for the user.')
    return challenge
  }
  return {
    open(clientId, session, challenge, minutes) {
      sweep.run(clock.now())
      insert.run(hashOf(session), clientId, JSON.stringify(challenge), clock.now() + minutes * 60_000)
    },
    find,
    peek,
    take(clientId, session, name) {
      const challenge = peek(clientId, session, name)
      use.run(hashOf(session))
      return challenge
    },
  }
}
