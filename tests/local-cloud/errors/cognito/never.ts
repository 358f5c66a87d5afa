import type { NeverHappens } from '../error-table.ts'
import { BY_CLIENT, ON_POOL, SIGNED_IN } from './alike.ts'

/** Documented exceptions that do not happen here, with their reasons. */
export function neverHappens(): NeverHappens[] {
  const user = [...Object.keys(SIGNED_IN), ...Object.keys(BY_CLIENT)]
  const ofService: [string, string][] = [
    ['InternalErrorException', 'a failure of the local cloud itself is InternalFailure, with its log saying why'],
    ['ForbiddenException', 'there is no web application firewall here'],
    ['TooManyRequestsException', 'requests have no rate here'],
    ['TooManyFailedAttemptsException', 'failures are counted for each code: LimitExceededException, as AWS answers'],
    ['OperationNotEnabledException', 'every operation is enabled'],
    ['CodeDeliveryFailureException', 'met by accounts in the sandbox: local-cloud/src/cognito/send-mail.test.ts'],
    ['InvalidEmailRoleAccessPolicyException', 'mail needs no role here'],
    ['InvalidSmsRoleAccessPolicyException', 'there are no text messages here'],
    ['InvalidSmsRoleTrustRelationshipException', 'there are no text messages here'],
    ['InvalidUserPoolConfigurationException', 'a pool that could not work fails its deployment'],
    ['MFAMethodNotFoundException', 'who has a second factor has the only one that there is'],
    ['SoftwareTokenMFANotFoundException', 'sessions for a second factor are of pools that have it'],
    ['ConcurrentModificationException', 'requests are served one after the other'],
    ['PasswordHistoryPolicyViolationException', 'there are no password histories here'],
    ['FeatureUnavailableInTierException', 'features of other tiers fail their deployment by name'],
    ['UnexpectedLambdaException', 'the triggers here answer as UserLambdaValidationException'],
    ['UnsupportedOperationException', 'what is not supported fails by name'],
    ['UserPoolTaggingException', 'nothing reads the tags of pools'],
    ['PreconditionNotMetException', 'it is about text messages'],
    ['AliasExistsException', 'met by pools with aliases: local-cloud/src/cognito/operations/operations.test.ts'],
  ]
  const lambda = ['UserLambdaValidationException', 'InvalidLambdaResponseException']
  const triggered = [...Object.keys(ON_POOL), ...user].filter((name) => name !== 'InitiateAuth')
  return [
    ...ofService.map(([error, reason]): NeverHappens => [error, 'all', reason]),
    ...lambda.map((error): NeverHappens => [error, triggered, 'the same trigger code as for InitiateAuth']),
    [
      'NotAuthorizedException',
      [...Object.keys(ON_POOL), 'ListUserPools'],
      'IAM refuses before with AccessDeniedException, as AWS does',
    ],
    [
      'NotAuthorizedException',
      ['ConfirmForgotPassword', 'ForgotPassword', 'ResendConfirmationCode'],
      'it is about disabled users, whom they do not name',
    ],
    [
      'ResourceNotFoundException',
      Object.keys(SIGNED_IN),
      'they name no pool: a token that was not issued here is not authorized',
    ],
    [
      'UserNotFoundException',
      [...Object.keys(SIGNED_IN), 'GetTokensFromRefreshToken', 'RespondToAuthChallenge'],
      'a deleted user has no valid token or session left',
    ],
    [
      'UserNotConfirmedException',
      [...Object.keys(SIGNED_IN), 'RespondToAuthChallenge'],
      'who is not confirmed has no token or session',
    ],
    ['PasswordResetRequiredException', 'all', 'only AdminResetUserPassword asks for it, which is refused by name'],
    ['UserNotConfirmedException', ['ConfirmForgotPassword'], 'a code that was mailed confirms the address as well'],
    ['CodeMismatchException', ['UpdateUserAttributes'], 'it takes no code here'],
    ['CodeMismatchException', ['VerifySoftwareToken'], 'a wrong code is EnableSoftwareTokenMFAException'],
    ['ExpiredCodeException', ['UpdateUserAttributes'], 'it takes no code here'],
    [
      'ResourceNotFoundException',
      ['AssociateSoftwareToken', 'VerifySoftwareToken'],
      'they name no pool: a session that was not opened here is not authorized',
    ],
    ...['UserNotFoundException', 'UserNotConfirmedException', 'PasswordResetRequiredException'].map(
      (error): NeverHappens => [error, ['VerifySoftwareToken'], 'who has no good password has no session'],
    ),
    ['UserNotConfirmedException', ['AdminDeleteSoftwareToken'], 'who is not confirmed has no app'],
    [
      'LimitExceededException',
      ['ConfirmSignUp', 'ForgotPassword', 'ResendConfirmationCode'],
      'the same counter of attempts as for ConfirmForgotPassword',
    ],
    ['LimitExceededException', ['ChangePassword', 'SignUp'], 'requests that confirm nothing have no rate here'],
  ]
}
