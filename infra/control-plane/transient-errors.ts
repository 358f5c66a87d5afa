import { TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { Duration } from 'aws-cdk-lib'
import { JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions'

/** Waits of up to 2, 4, 8 … 60 seconds, at random, so that workflows which met one throttle do not meet again. */
export const BACKOFF = {
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(60),
  maxAttempts: 8,
  jitterStrategy: JitterType.FULL,
} satisfies RetryProps

/**
 * What passes by itself, after the SDK's own retries: what the function says of its calls, what Lambda says of itself, and a function
 * that crashed or ran out of time; every step may run again.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
export const TRANSIENT = [
  TRANSIENT_ERROR,
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
]
