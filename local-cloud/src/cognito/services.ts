import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, Outbox, Ses } from '../core/faces.ts'
import type { AttemptStore } from './stores/attempt-store.ts'
import type { ChallengeStore } from './stores/challenge-store.ts'
import type { ClientStore } from './stores/client-store.ts'
import type { CodeStore } from './stores/code-store.ts'
import type { GroupStore } from './stores/group-store.ts'
import type { LockoutStore } from './stores/lockout-store.ts'
import type { PoolStore } from './stores/pool-store.ts'
import type { SessionStore } from './stores/session-store.ts'
import type { SoftwareTokenStore } from './stores/software-token-store.ts'
import type { UserStore } from './stores/user-store.ts'

/** Everything that an operation may ask for; each takes a `Pick` of it. */
export interface CognitoServices {
  context: CloudContext
  functions: Functions
  outbox: Outbox
  ses: Ses
  pools: PoolStore
  clients: ClientStore
  groups: GroupStore
  users: UserStore
  sessions: SessionStore
  challenges: ChallengeStore
  codes: CodeStore
  attempts: AttemptStore
  lockouts: LockoutStore
  softwareTokens: SoftwareTokenStore
  /** Told that somebody gets tokens: who does so in a month is billed for it. */
  active(pool: string, sub: string): void
}
