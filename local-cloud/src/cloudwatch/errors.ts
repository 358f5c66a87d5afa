import { AwsError } from '../core/aws-error.ts'
import type { InputIssue } from '../core/operation-input.ts'
import { invalidInput as commonWords } from '../core/run-operation.ts'

/** The codes in the query protocol, which CloudWatch has moved from. */
const QUERY_CODES: Record<string, string> = {
  ValidationException: 'ValidationError',
  InvalidParameterValueException: 'InvalidParameterValue',
}

export const cloudWatchError = (code: string, message: string): AwsError =>
  new AwsError(code, message, 400, {}, QUERY_CODES[code] ?? code)

export const validationError = (message: string): AwsError => cloudWatchError('ValidationException', message)

export const invalidInput = (issue: InputIssue): AwsError => validationError(commonWords(issue).message)
