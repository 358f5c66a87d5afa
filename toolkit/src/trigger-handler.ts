import { invocationHandler } from './invocation-handler.ts'
import type { LambdaContext } from './lambda-proxy.ts'
import type { Logger } from './logger.ts'

/** What a trigger does not let happen, in words that Cognito shows to the person. */
export class Refused extends Error {
  override name = 'Refused'
}

/**
 * The Lambda handler of a trigger of Cognito's: it says itself, with `workFor`, whose tenant's person it serves. A person who is refused is no failure
 * of ours.
 */
export const triggerHandler = <Event extends { triggerSource: string }>(
  logger: Logger,
  run: (event: Event) => Promise<Event>,
): ((event: Event, context: LambdaContext) => Promise<Event>) =>
  invocationHandler({
    kind: 'request',
    logger,
    describe: ({ triggerSource }) => ({ operation: triggerSource }),
    run,
    statusOf: (error) => (error instanceof Refused ? 403 : 500),
  })
