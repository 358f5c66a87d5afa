import { AwsError } from '../core/aws-error.ts'

// The errors that several operations share, with Cognito's texts.
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html

export const notAuthorized = (message: string) => new AwsError('NotAuthorizedException', message)
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message)
export const wrongPassword = () => notAuthorized('Incorrect username or password.')
export const userNotFound = () => new AwsError('UserNotFoundException', 'User does not exist.')
export const resourceNotFound = (message: string) => new AwsError('ResourceNotFoundException', message)
export const wrongCode = () =>
  new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.')
export const expiredCode = () =>
  new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.')
