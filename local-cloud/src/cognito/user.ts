import type { UserPool } from './pool-config.ts'

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD'

export interface User {
  poolId: string
  sub: string
  /** The `sub` where people sign in by e-mail. */
  username: string
  /** Without `sub`. */
  attributes: Record<string, string>
  status: UserStatus
  enabled: boolean
  /** Milliseconds since the epoch. */
  createdAt: number
  modifiedAt: number
}

/** What is kept of a password: enough to check it by SRP, not enough to know it. */
export interface Credential {
  /** Hex, as SRP sends it. */
  salt: string
  /** Hex. */
  verifier: string
  /** Milliseconds since the epoch, for a temporary password. */
  expiresAt: number | null
}

/** `[{ Name, Value }]` with `sub` first, as Cognito lists them. */
export function attributeList(user: User): { Name: string; Value: string }[] {
  return Object.entries({ sub: user.sub, ...user.attributes }).map(([Name, Value]) => ({ Name, Value }))
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html */
export function userOutput(user: User) {
  return {
    Username: user.username,
    Attributes: attributeList(user),
    UserCreateDate: user.createdAt / 1000,
    UserLastModifiedDate: user.modifiedAt / 1000,
    Enabled: user.enabled,
    UserStatus: user.status,
  }
}

/** The name that a mail calls its reader by. */
export function displayName(pool: UserPool, user: User): string {
  return pool.config.UsernameAttributes.includes('email') ? (user.attributes.email ?? user.username) : user.username
}
