import { AwsError } from '../../core/aws-error.ts'

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html#API_SendTaskFailure_RequestParameters
const MAX_ERROR_LENGTH = 256
const MAX_CAUSE_LENGTH = 32_768

/** Throws what AWS's request validation answers to a member that is too long. */
export function requireAtMost(limit: number, name: string, length: number): void {
  if (length <= limit) return
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
  )
}

/** Checks the error and cause that a caller gives for a failure. */
export function checkFailure({ error, cause }: { error?: string | null; cause?: string | null }): void {
  requireAtMost(MAX_ERROR_LENGTH, 'error', error?.length ?? 0)
  requireAtMost(MAX_CAUSE_LENGTH, 'cause', cause?.length ?? 0)
}
