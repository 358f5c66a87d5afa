import { AwsError } from '../core/aws-error.ts'
import type { InputIssue } from '../core/operation-input.ts'

export const invalidParameter = (reason: string): AwsError =>
  new AwsError('InvalidParameter', `Invalid parameter: ${reason}`)

export const noTopic = (): AwsError => new AwsError('NotFound', 'Topic does not exist', 404)

export const invalidInput = (issue: InputIssue): AwsError =>
  invalidParameter(`${issue.path.join('.')} Reason: ${issue.message}`)
