/** What a person reads when Cognito refuses them, by the name of its error. */
const MESSAGES: Record<string, string> = {
  NotAuthorizedException: 'The e-mail address or the password is not right.',
  UserNotFoundException: 'The e-mail address or the password is not right.',
  PasswordResetRequiredException: 'Your password has to be set anew: use “Forgot password”.',
  InvalidPasswordException:
    'The password is too weak: 12 characters or more, with upper and lower case, a digit and a symbol.',
  CodeMismatchException: 'That is not the code from the mail.',
  ExpiredCodeException: 'That code is not valid any more. Ask for a new one.',
  LimitExceededException: 'Too many attempts. Wait a few minutes, then try again.',
  TooManyRequestsException: 'Too many attempts. Wait a few minutes, then try again.',
  TooManyFailedAttemptsException: 'Too many attempts. Wait a few minutes, then try again.',
  UserLambdaValidationException: 'You are not a member of this tenant, or your access was withdrawn.',
  NetworkError: 'The sign-in service cannot be reached. Check your connection and try again.',
}

export function signInProblem(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' }
  if (name === 'NotAuthorizedException' && /attempts exceeded/i.test(message))
    return MESSAGES.LimitExceededException ?? ''
  if (name === 'NotAuthorizedException' && /temporary password/i.test(message)) {
    return 'The temporary password is not valid any more. Ask your admin for a new invitation.'
  }
  return MESSAGES[name] ?? 'The sign-in failed. Try again in a moment.'
}
