import { AwsError } from '../core/aws-error.ts'

// https://docs.aws.amazon.com/apigateway/latest/api/CommonErrors.html
export const notFound = (message: string): AwsError => new AwsError('NotFoundException', message, 404)
export const badRequest = (message: string): AwsError => new AwsError('BadRequestException', message, 400)
export const conflict = (message: string): AwsError => new AwsError('ConflictException', message, 409)
export const limitExceeded = (message: string): AwsError =>
  new AwsError('LimitExceededException', message, 429, { retryAfterSeconds: '60' })
