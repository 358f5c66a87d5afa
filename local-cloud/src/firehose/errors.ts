import { AwsError } from '../core/aws-error.ts'

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgumentException', message)
export const notFound = (name: string, accountId: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Firehose ${name} under account ${accountId} not found.`)
