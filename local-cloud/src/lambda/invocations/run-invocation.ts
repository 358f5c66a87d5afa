import { AwsError } from '../../core/aws-error.ts'
import type { Outcome } from '../environments/environment.ts'
import type { EnvironmentPool } from '../environments/pool.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LIMITS } from '../limits.ts'
import type { FunctionStore } from '../stores/function-store.ts'

export type RunInvocation = (fn: FunctionRecord, requestId: string, payload: string) => Promise<Outcome>

/**
 * Runs one invocation within the concurrency that the function and the account have; beyond it TooManyRequestsException.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export function runInvocation({ pool, functions }: { pool: EnvironmentPool; functions: FunctionStore }): RunInvocation {
  const running = new Map<string, number>()
  const count = (name: string, change: 1 | -1): void => {
    running.set(name, (running.get(name) ?? 0) + change)
    if (running.get(name) === 0) running.delete(name)
  }
  const unreserved = (): number => {
    let sum = 0
    for (const [name, n] of running) if ((functions.get(name)?.reservedConcurrency ?? null) === null) sum += n
    return sum
  }

  return async (fn, requestId, payload) => {
    if (fn.reservedConcurrency !== null) {
      if ((running.get(fn.name) ?? 0) >= fn.reservedConcurrency) {
        throw tooManyRequests('ReservedFunctionConcurrentInvocationLimitExceeded')
      }
    } else if (unreserved() >= functions.unreservedConcurrency()) {
      throw tooManyRequests('ConcurrentInvocationLimitExceeded')
    }
    count(fn.name, 1)
    try {
      return await pool.use(fn, (environment) => environment.invoke(requestId, payload))
    } finally {
      count(fn.name, -1)
    }
  }
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
const tooManyRequests = (Reason: string) =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason, Type: 'User' })

/** Throws RequestEntityTooLargeException, which the API reference calls RequestTooLargeException. */
export function checkSize(payload: string, asynchronous: boolean): void {
  const limit = asynchronous ? LIMITS.asynchronousRequestBytes : LIMITS.requestBytes
  // A character has at most three bytes in UTF-8: most payloads need no count.
  if (payload.length * 3 <= limit) return
  const bytes = Buffer.byteLength(payload)
  if (bytes <= limit) return
  const message = asynchronous
    ? `${bytes} byte payload is too large for the Event invocation type (limit ${limit} bytes)`
    : `Request must be smaller than ${limit} bytes for the InvokeFunction operation`
  throw new AwsError('RequestEntityTooLargeException', message, 413, { Type: 'User' })
}
