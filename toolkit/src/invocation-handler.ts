import * as z from 'zod/mini'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { type Beginning, DONE, runWork } from './run-work.ts'

/** What a request to a function says of itself. */
export type Described = Pick<Beginning, 'operation'> &
  Partial<Pick<Beginning, 'usageId' | 'tenantId' | 'tier' | 'keys' | 'service'>>

/** What may tell with what a request began: another function of ours puts it beside what it asks (see `withCorrelation`). */
export const Correlated = z.object({ correlationId: z.string().check(z.minLength(1), z.maxLength(128)) })

/**
 * The Lambda handler of a function that is invoked directly: by a state machine, Cognito, a gateway for an authorizer, or another function. What it
 * throws goes to who invoked it.
 */
export const invocationHandler =
  <Event, Result>({
    kind,
    message,
    logger,
    describe,
    run,
    statusOf = () => 500,
  }: {
    kind: 'request' | 'step'
    /** What the line at its end is called. @default the kind */
    message?: string
    logger: Logger
    /** Must not throw, whatever the event. */
    describe: (event: Event) => Described
    run: (event: Event, context: LambdaContext) => Promise<Result>
    /** @default 500 */
    statusOf?: (error: unknown) => number
  }): ((event: Event, context: LambdaContext) => Promise<Result>) =>
  (event, context) => {
    const { awsRequestId } = context
    const { keys, ...described } = describe(event)
    return runWork(
      logger,
      {
        kind,
        ...(message !== undefined && { message }),
        usageId: awsRequestId,
        tenantId: null,
        tier: null,
        functionRequestId: awsRequestId,
        correlationId: z.safeParse(Correlated, event).data?.correlationId ?? awsRequestId,
        ...described,
        keys: { requestId: awsRequestId, ...keys },
      },
      () => run(event, context),
      (settled) => {
        if (!('error' in settled)) return DONE
        const status = statusOf(settled.error)
        if (status >= 500) logger.warn(`${kind} failed`, settled.error as Error)
        return { status }
      },
    )
  }
