import * as z from 'zod/mini'

/** The longest reason that is kept. */
const MAX_REASON = 500

/** What Step Functions' Catch hands on; it leaves the cause out of a timeout. */
export const CaughtError = z.object({ Error: z.string(), Cause: z.optional(z.string()) })
export type CaughtError = z.infer<typeof CaughtError>

/**
 * Why a step failed, for operators; a Lambda function's cause is a JSON text.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-output
 */
export function reasonOf(error: CaughtError): string {
  const reason = error.Cause ? (lambdaMessage(error.Cause) ?? error.Cause) : error.Error
  return reason.slice(0, MAX_REASON)
}

const LambdaCause = z.object({ errorMessage: z.string() })

function lambdaMessage(cause: string): string | undefined {
  try {
    return z.safeParse(LambdaCause, JSON.parse(cause)).data?.errorMessage
  } catch {
    return undefined
  }
}
