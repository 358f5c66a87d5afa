import type { Clock } from '../../../core/clock.ts'
import type { Functions, Invocation } from '../../../core/faces.ts'
import { INTEGRATION_TIMEOUT_MS } from '../../limits.ts'

/** What it takes to call a function as API Gateway. */
export interface Invoker {
  functions: Functions
  clock: Clock
  accountId: string
}

export class TimedOut extends Error {}

/** Calls a function as the API Gateway service; its permissions must let `sourceArn` in. Throws TimedOut after `timeoutMs`. */
export async function invokeFunction(
  { functions, clock, accountId }: Invoker,
  functionArn: string,
  payload: string,
  sourceArn: string,
  traceHeader: string,
  timeoutMs: number = INTEGRATION_TIMEOUT_MS.max,
): Promise<Invocation> {
  const caller = { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn, sourceAccount: accountId } as const
  const invocation = functions.invoke(functionArn, payload, caller, traceHeader)
  return new Promise((resolve, reject) => {
    const stop = clock.afterWork(timeoutMs, () => reject(new TimedOut()))
    invocation.then(resolve, reject).finally(stop)
  })
}
