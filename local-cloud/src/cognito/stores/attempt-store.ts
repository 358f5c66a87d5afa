import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { User } from '../user.ts'

/**
 * Attempts that one user has in an hour. AWS gives ForgotPassword and ConfirmForgotPassword between 5 and 20, by risk, which nobody rates here.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const ATTEMPTS_AN_HOUR = {
  ForgotPassword: 20,
  ConfirmForgotPassword: 20,
  ConfirmSignUp: 15,
  ResendConfirmationCode: 5,
  VerifyUserAttribute: 15,
}
const HOUR_MS = 3_600_000

export interface AttemptStore {
  /** Throws LimitExceeded when the user had all attempts of this hour: codes cannot be guessed by asking for new ones. */
  count(user: User, operation: keyof typeof ATTEMPTS_AN_HOUR): void
}

export function attemptStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): AttemptStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_attempts (
    pool_id TEXT NOT NULL, sub TEXT NOT NULL, operation TEXT NOT NULL, since INTEGER NOT NULL, attempts INTEGER NOT NULL,
    PRIMARY KEY (pool_id, sub, operation)
  ) STRICT`)
  const select = database.prepare('SELECT * FROM cognito_attempts WHERE pool_id = ? AND sub = ? AND operation = ?')
  const upsert = database.prepare('INSERT OR REPLACE INTO cognito_attempts VALUES (?, ?, ?, ?, ?)')

  return {
    count({ poolId, sub }, operation) {
      const now = clock.now()
      const row = select.get(poolId, sub, operation)
      const present = row && Number(row.since) + HOUR_MS > now ? row : { since: now, attempts: 0 }
      const attempts = Number(present.attempts) + 1
      if (attempts > ATTEMPTS_AN_HOUR[operation]) throw limitExceeded()
      upsert.run(poolId, sub, operation, Number(present.since), attempts)
    },
  }
}

export const limitExceeded = () =>
  new AwsError('LimitExceededException', 'Attempt limit exceeded, please try after some time.')
