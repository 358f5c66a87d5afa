import { AwsError } from '../core/aws-error.ts'

/** Code, HTTP status, and the code of the query protocol that clients still branch on. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html */
const ERRORS = {
  BatchEntryIdsNotDistinct: [400, 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'],
  BatchRequestTooLong: [400, 'AWS.SimpleQueueService.BatchRequestTooLong'],
  EmptyBatchRequest: [400, 'AWS.SimpleQueueService.EmptyBatchRequest'],
  InvalidAddress: [404, 'InvalidAddress'],
  InvalidAttributeName: [400, 'InvalidAttributeName'],
  InvalidAttributeValue: [400, 'InvalidAttributeValue'],
  InvalidBatchEntryId: [400, 'AWS.SimpleQueueService.InvalidBatchEntryId'],
  InvalidMessageContents: [400, 'InvalidMessageContents'],
  InvalidParameterValue: [400, 'InvalidParameterValue'],
  MessageNotInflight: [400, 'AWS.SimpleQueueService.MessageNotInflight'],
  MissingParameter: [400, 'MissingParameter'],
  OverLimit: [403, 'OverLimit'],
  PurgeQueueInProgress: [403, 'AWS.SimpleQueueService.PurgeQueueInProgress'],
  QueueDoesNotExist: [400, 'AWS.SimpleQueueService.NonExistentQueue'],
  QueueNameExists: [400, 'QueueAlreadyExists'],
  ReceiptHandleIsInvalid: [404, 'ReceiptHandleIsInvalid'],
  ResourceNotFoundException: [404, 'ResourceNotFoundException'],
  TooManyEntriesInBatchRequest: [400, 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'],
  UnsupportedOperation: [400, 'AWS.SimpleQueueService.UnsupportedOperation'],
} as const

export function sqsError(code: keyof typeof ERRORS, message: string): AwsError {
  const [status, queryCode] = ERRORS[code]
  return new AwsError(code, message, status, {}, queryCode)
}

/** AWS's text for a parameter that is out of its range. */
export const invalidParameter = (name: string, value: unknown, reason: string): AwsError =>
  sqsError('InvalidParameterValue', `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`)
