import { AwsError } from '../../core/aws-error.ts'
import type { Clock } from '../../core/clock.ts'
import type { BillMeter, MetricWriter } from '../../core/faces.ts'
import type { OnUse } from '../../core/use.ts'
import type { Outcome } from '../environments/environment.ts'
import type { EnvironmentPool } from '../environments/pool.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LIMITS } from '../limits.ts'
import type { FunctionStore } from '../stores/function-store.ts'
import type { Cause, TraceInvocation } from './trace-invocation.ts'

export type RunInvocation = (fn: FunctionRecord, requestId: string, payload: string, cause?: Cause) => Promise<Outcome>

/**
 * Runs one invocation within the concurrency that the function and the account have; beyond it TooManyRequestsException.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export function runInvocation({
  pool,
  functions,
  metrics,
  meter,
  trace,
  clock,
  onUse,
}: {
  pool: EnvironmentPool
  functions: FunctionStore
  metrics: MetricWriter
  meter: BillMeter
  trace: TraceInvocation
  clock: Pick<Clock, 'now'>
  onUse: OnUse
}): RunInvocation {
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

  /** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
  const measure = ({ name: FunctionName }: FunctionRecord, name: string, value: number, unit = 'Count'): void => {
    // Of the function, and of all together.
    const sets: Record<string, string>[] = [{ FunctionName }, {}]
    for (const dimensions of sets) metrics.put({ namespace: 'AWS/Lambda', name, dimensions, values: [value], unit })
  }
  const bill = ({ arn: resource, architectures, memoryMb }: FunctionRecord, billedMs: number): void => {
    const kind = architectures[0] === 'arm64' ? 'Arm' : 'X86'
    meter.add({ item: `lambda${kind}`, resource, amount: memoryMb * billedMs })
    meter.add({ item: `lambdaRequests${kind}`, resource, amount: 1 })
  }
  const throttled = (fn: FunctionRecord, reason: string): AwsError => {
    measure(fn, 'Throttles', 1)
    return tooManyRequests(reason)
  }

  return async (fn, requestId, payload, cause = {}) => {
    const traced = trace(fn, requestId, cause)
    let outcome: Outcome | null = null
    try {
      outcome = await runWithin(fn, requestId, payload, traced.header, cause)
      return outcome
    } finally {
      traced.end(outcome)
    }
  }

  async function runWithin(
    fn: FunctionRecord,
    functionRequestId: string,
    payload: string,
    traceHeader: string,
    { messageIds = [], links = [] }: Cause,
  ): Promise<Outcome> {
    if (fn.reservedConcurrency !== null) {
      if ((running.get(fn.name) ?? 0) >= fn.reservedConcurrency) {
        throw throttled(fn, 'ReservedFunctionConcurrentInvocationLimitExceeded')
      }
    } else if (unreserved() >= functions.unreservedConcurrency()) {
      throw throttled(fn, 'ConcurrentInvocationLimitExceeded')
    }
    count(fn.name, 1)
    try {
      const isArm = fn.architectures[0] === 'arm64'
      const { name: functionName, memoryMb } = fn
      const started = { functionName, functionRequestId, traceHeader, messageIds, links, memoryMb, isArm, payload }
      onUse({ type: 'invocation-start', at: clock.now(), ...started })
      const outcome = await pool.use(fn, (environment) => environment.invoke(functionRequestId, payload, traceHeader))
      const billedMs = Math.max(1, Math.ceil(outcome.durationMs + (outcome.initMs ?? 0)))
      const { logBytes, functionError } = outcome
      const answer = functionError ? null : outcome.payload
      onUse({ type: 'invocation-end', at: clock.now(), functionRequestId, billedMs, answer, logBytes })
      bill(fn, billedMs)
      measure(fn, 'Invocations', 1)
      measure(fn, 'Errors', outcome.functionError ? 1 : 0)
      measure(fn, 'Throttles', 0)
      measure(fn, 'Duration', outcome.durationMs, 'Milliseconds')
      return outcome
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
