import { AwsError } from '../core/aws-error.ts'

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html#API_StartQueryExecution_Errors */
export const invalidRequest = (message: string, AthenaErrorCode = 'INVALID_INPUT'): AwsError =>
  new AwsError('InvalidRequestException', message, 400, { AthenaErrorCode })

/**
 * Why a query failed, as `AthenaError` says it: 1 is the system, 2 the user, 3 anything else.
 * https://docs.aws.amazon.com/athena/latest/ug/error-reference.html
 */
export class QueryFailure extends Error {
  readonly category: 1 | 2 | 3
  /** As the error catalogue numbers it. */
  readonly type: number
  readonly isRetryable: boolean

  constructor(message: string, category: 1 | 2 | 3, type: number, isRetryable = false) {
    super(message)
    this.category = category
    this.type = type
    this.isRetryable = isRetryable
  }
}

export const userFailure = (message: string): QueryFailure => new QueryFailure(message, 2, 1006)
export const denied = (message: string): QueryFailure => new QueryFailure(message, 2, 1100)
export const unsupportedHere = (what: string): QueryFailure =>
  userFailure(`NOT_SUPPORTED: The local cloud does not support ${what}.`)
