import { AwsError } from '../core/aws-error.ts'
import type { ErrorShape } from '../core/service.ts'

/** Errors of what all AWS services are built on; the others are DynamoDB's own. */
const COMMON: Record<string, string> = {
  ValidationException: 'com.amazon.coral.validate#',
  ...Object.fromEntries(
    [
      'AccessDeniedException',
      'IncompleteSignatureException',
      'InvalidSignatureException',
      'MissingAuthenticationTokenException',
      'SerializationException',
      'UnknownOperationException',
      'UnrecognizedClientException',
    ].map((code) => [code, 'com.amazon.coral.service#']),
  ),
}
const CAPITAL_MESSAGE = new Set([
  'AccessDeniedException',
  'IdempotentParameterMismatchException',
  'SerializationException',
  'TransactionCanceledException',
  'TransactionInProgressException',
])

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html#Programming.Errors.Components */
export const errorShape = (code: string): ErrorShape => ({
  namespace: COMMON[code] ?? 'com.amazonaws.dynamodb.v20120810#',
  messageMember: CAPITAL_MESSAGE.has(code) ? 'Message' : 'message',
})

/** A request that is malformed or cannot be carried out on the item. */
export const validationException = (message: string): AwsError => new AwsError('ValidationException', message)

/** An error of dynalite's validations, as the AwsError that it describes. */
export function fromDynalite(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error)) return error
  const body = error.body as { __type: string; message?: string; Message?: string }
  return new AwsError(body.__type.split('#')[1] ?? body.__type, body.message ?? body.Message ?? '')
}

/** Throws what a dynalite validation found, if anything. */
export function refuse(error: Error | undefined | null): void {
  if (error) throw fromDynalite(error)
}

export const tableNotFound = (name?: string): AwsError =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found${name === undefined ? '' : `: Table: ${name} not found`}`,
  )

/** Of a write that meets a transaction under way, by itself or as a part of another one. */
export const TRANSACTION_ONGOING = 'Transaction is ongoing for the item'

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors */
export const transactionInProgress = (): AwsError =>
  new AwsError('TransactionInProgressException', 'The transaction with the given request token is already in progress.')
