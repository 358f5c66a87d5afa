import { AsyncLocalStorage } from 'node:async_hooks'
import type { AroundCall, SdkResponse } from '../support/in-process-aws.ts'

/** The functions that an onboarding runs through. */
export type FunctionName =
  | 'api'
  | 'lifecycle'
  | 'tenant-directory'
  | 'request-results'
  | 'outbox-sweeper'
  | 'workflow-watch'
  | 'audit-trail'
  | 'workflow-slots'
  | 'tenant-data'
  | 'tenant-expiry'

/** The nth call of an operation that a function makes in one onboarding. */
export interface CallSite {
  fn: FunctionName
  operation: string
  nth: number
}

/** What goes wrong at a call. */
export const FAULTS = ['throttled', 'denied', 'crash before', 'crash after'] as const
export interface Fault {
  at: CallSite
  kind: (typeof FAULTS)[number]
}

/** The process of a function ended in the middle of its work. */
export class Crash extends Error {
  override name = 'Runtime.ExitError'
}

/** How many calls in a row are throttled: fewer than the times that an event is delivered or a step is tried. */
const THROTTLED_CALLS = 3
const CALLS_HIT: Record<Fault['kind'], number> = {
  throttled: THROTTLED_CALLS,
  // Until it is lifted.
  denied: Number.POSITIVE_INFINITY,
  'crash before': 1,
  'crash after': 1,
}

interface Invocation {
  fn: FunctionName
  isDead: boolean
}

/** Counts the calls of functions, and makes one go wrong. */
export function faultInjection() {
  const invocations = new AsyncLocalStorage<Invocation>()
  let counts = new Map<string, number>()
  let seen: CallSite[] = []
  let faults: Fault[] = []

  const kindAt = ({ fn, operation, nth }: CallSite): Fault['kind'] | undefined =>
    faults.find(
      ({ at, kind }) => at.fn === fn && at.operation === operation && nth >= at.nth && nth < at.nth + CALLS_HIT[kind],
    )?.kind

  const around: AroundCall = async (rawOperation, call) => {
    const invocation = invocations.getStore()
    if (!invocation) return call()
    if (invocation.isDead) throw new Crash()
    const operation = rawOperation
      .replace(/\/(apikeys|usageplans|keys)\/[^/]+/g, '/$1/{id}')
      .replace(/ \/exports\/.*/, ' /exports/{key}')
    const { fn } = invocation
    const nth = (counts.get(`${fn} ${operation}`) ?? 0) + 1
    counts.set(`${fn} ${operation}`, nth)
    seen.push({ fn, operation, nth })
    switch (kindAt({ fn, operation, nth })) {
      case 'throttled':
        return refusal(operation.includes('/') ? 429 : 400, 'ThrottlingException')
      case 'denied':
        return refusal(operation.includes('/') ? 403 : 400, 'AccessDeniedException')
      case 'crash before':
        invocation.isDead = true
        throw new Crash()
      case 'crash after':
        await call()
        invocation.isDead = true
        throw new Crash()
      default:
        return call()
    }
  }

  return {
    around,
    /** Runs a function; throws a Crash when its process ended, whatever it made of that. */
    async invoke<T>(fn: FunctionName, work: () => Promise<T>): Promise<T> {
      const invocation: Invocation = { fn, isDead: false }
      const [result] = await Promise.allSettled([invocations.run(invocation, work)])
      if (invocation.isDead) throw new Crash()
      if (result.status === 'rejected') throw result.reason
      return result.value
    },
    /** Begins to count anew, with these faults. */
    inject(next: Fault[]): void {
      counts = new Map()
      seen = []
      faults = next
    },
    /** Nothing goes wrong from now on. */
    lift(): void {
      faults = []
    },
    calls: (): CallSite[] => [...seen],
  }
}

const refusal = (statusCode: number, code: string): SdkResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
  body: Buffer.from(JSON.stringify({ __type: code, message: `${code} by the test` })),
})
