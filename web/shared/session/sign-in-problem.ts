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

/** The same for codes of authenticator apps. */
const APP_MESSAGES: Record<string, string> = {
  CodeMismatchException: 'That is not the code that your app shows now. If it is, check the clock of your device.',
  EnableSoftwareTokenMFAException:
    'That is not the code that your app shows now. If it is, check the clock of your device.',
  ExpiredCodeException: 'That code was used already. Wait until your app shows the next one.',
}

/** What a person reads whose authenticator app's code is refused. */
export function appCodeProblem(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' }
  if (name === 'NotAuthorizedException' && /session/i.test(message)) {
    return 'This sign-in took too long. Start again with your password.'
  }
  return APP_MESSAGES[name] ?? signInProblem(error)
}

export function signInProblem(error: unknown): string {
  const { name, message } = error instanceof Error ? error : { name: '', message: '' }
  if (name === 'NotAuthorizedException' && /attempts exceeded/i.test(message))
    return MESSAGES.LimitExceededException ?? ''
  if (name === 'NotAuthorizedException' && /temporary password/i.test(message)) {
    return 'The temporary password is not valid any more. Ask your admin to send the invitation again; if you are the first admin, ask the operator of this service.'
  }
  return MESSAGES[name] ?? 'The sign-in failed. Try again in a moment.'
}

/** Problems of a new password, or of the way to Cognito. */
const NOT_ABOUT_THE_CODE = new Set(['InvalidPasswordException', 'NetworkError', 'TooManyRequestsException'])

/** The same for every address, whether or not somebody has it: Cognito's own words would tell. */
export function resetProblem(error: unknown): string {
  if (error instanceof Error && NOT_ABOUT_THE_CODE.has(error.name)) return signInProblem(error)
  return 'This code is not valid. Use the one of the newest mail, or ask for a new one. After several wrong ones, wait for an hour.'
}
