import { AUTHORIZER_FAILURES } from '@tenantry/contracts/metrics.ts'
import { invocationHandler } from './invocation-handler.ts'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'
import { countMetric } from './metrics.ts'

/** This exact message is what API Gateway answers 401 for. */
export const UNAUTHORIZED = 'Unauthorized'

/**
 * The Lambda handler of an authorizer. A denial is an answer as good as any other one, so its line says 200; only what could not be decided is a
 * failure, which an alarm watches.
 */
export const authorizerHandler = <Event, Result>(
  logger: Logger,
  decide: (event: Event) => Promise<Result>,
): ((event: Event, context: LambdaContext) => Promise<Result>) =>
  invocationHandler({
    kind: 'request',
    message: 'authorized',
    logger,
    describe: () => ({ operation: 'authorize' }),
    run: decide,
    statusOf(error) {
      if (error instanceof Error && error.message === UNAUTHORIZED) return 401
      countMetric(AUTHORIZER_FAILURES, 1)
      return 500
    },
  })
