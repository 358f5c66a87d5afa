import { createHash } from 'node:crypto'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken */
const TOKEN_LIFETIME_MS = 10 * 60_000

/** The client request tokens of completed transactions. */
export interface IdempotencyTokens {
  /** Whether a transaction with this token was completed; throws when that was another transaction. */
  isRepeated(token: string, request: unknown): boolean
  /** To be called in the transaction that it marks as completed. */
  remember(token: string, request: unknown): void
  forgetExpired(): void
}

export function idempotencyTokens({ database, clock }: CloudContext): IdempotencyTokens {
  database.exec(
    'CREATE TABLE IF NOT EXISTS dynamodb_tokens (token TEXT PRIMARY KEY, request TEXT NOT NULL, completed INTEGER NOT NULL)',
  )
  const find = database.prepare('SELECT request FROM dynamodb_tokens WHERE token = ? AND completed > ?')
  const insert = database.prepare('INSERT OR REPLACE INTO dynamodb_tokens VALUES (?, ?, ?)')
  const forget = database.prepare('DELETE FROM dynamodb_tokens WHERE completed <= ?')
  return {
    isRepeated(token, request) {
      const known = find.get(token, clock.now() - TOKEN_LIFETIME_MS)
      if (!known) return false
      if (known.request === digest(request)) return true
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical',
      )
    },
    remember: (token, request) => {
      insert.run(token, digest(request), clock.now())
    },
    forgetExpired: () => {
      forget.run(clock.now() - TOKEN_LIFETIME_MS)
    },
  }
}

const digest = (request: unknown): string => createHash('sha256').update(JSON.stringify(request)).digest('hex')
