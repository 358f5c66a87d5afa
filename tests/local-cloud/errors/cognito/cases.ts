import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import type { ErrorCase } from '../error-table.ts'
import { admin, byPassword, client, ids, password, signIn } from './fixture.ts'
import {
  asAdmin,
  associated,
  challenge,
  confirm,
  forgotten,
  moving,
  nonsense,
  refused,
  respond,
  token,
  tried,
  uncoded,
  unverified,
  verify,
  withApp,
} from './users.ts'

/** What single operations answer. */
export const cases: ErrorCase[] = [
  ['ListUserPools', 'InvalidParameterException', { MaxResults: 61 }],
  ['RevokeToken', 'InvalidParameterException', { ClientId: 'x'.repeat(26) }],
  // Users
  ['AdminCreateUser', 'UsernameExistsException', () => admin({}), 'User account already exists'],
  ['AdminCreateUser', 'UserNotFoundException', () => admin({ Username: 'nobody', MessageAction: 'RESEND' })],
  ['AdminCreateUser', 'UnsupportedUserStateException', () => admin({ MessageAction: 'RESEND' })],
  [
    'AdminCreateUser',
    'InvalidPasswordException',
    () => admin({ Username: 'new', TemporaryPassword: 'short' }),
    'Password did not conform with password policy: Password not long enough',
  ],
  [
    'AdminSetUserPassword',
    'InvalidPasswordException',
    () => admin({ Password: 'short' }),
    'Password did not conform with policy: Password not long enough',
  ],
  [
    'SignUp',
    'UsernameExistsException',
    () => ({ ClientId: ids.client, Username: 'ann', Password: password }),
    'User already exists',
  ],
  ['SignUp', 'InvalidPasswordException', () => ({ ClientId: ids.client, Username: 'new', Password: 'short' })],
  [
    'SignUp',
    'NotAuthorizedException',
    () => ({ ClientId: ids.closedClient, Username: 'new', Password: password }),
    'SignUp is not permitted for this user pool',
  ],
  // Sign-in
  [
    'InitiateAuth',
    'NotAuthorizedException',
    () => byPassword('ann', 'Wrong horse 1'),
    'Incorrect username or password.',
  ],
  ['InitiateAuth', 'UserNotFoundException', () => byPassword('nobody'), 'User does not exist.'],
  ['InitiateAuth', 'UserNotConfirmedException', () => byPassword('unconfirmed'), 'User is not confirmed.'],
  [
    'InitiateAuth',
    'InvalidParameterException',
    () => byPassword('ann', password, ids.closedClient),
    'USER_PASSWORD_AUTH flow not enabled for this client',
  ],
  [
    'AdminInitiateAuth',
    'NotAuthorizedException',
    () => asAdmin('ann', 'Wrong horse 1'),
    'Incorrect username or password.',
  ],
  ['AdminInitiateAuth', 'UserNotFoundException', () => asAdmin('nobody'), 'User does not exist.'],
  ['AdminInitiateAuth', 'UserNotConfirmedException', () => asAdmin('unconfirmed'), 'User is not confirmed.'],
  [
    'RespondToAuthChallenge',
    'NotAuthorizedException',
    () => respond('s'.repeat(20), password),
    /^Invalid session for the user/,
  ],
  ['RespondToAuthChallenge', 'InvalidPasswordException', async () => respond(await challenge('invited'), 'short')],
  // Authenticator apps
  ['AssociateSoftwareToken', 'NotAuthorizedException', { Session: 's'.repeat(20) }, 'Invalid session for the user.'],
  ['AssociateSoftwareToken', 'InvalidParameterException', {}],
  [
    'VerifySoftwareToken',
    'NotAuthorizedException',
    { Session: 's'.repeat(20), UserCode: '000000' },
    'Invalid session for the user.',
  ],
  ['VerifySoftwareToken', 'InvalidParameterException', { Session: 's'.repeat(20), UserCode: 'abc' }],
  [
    'VerifySoftwareToken',
    'EnableSoftwareTokenMFAException',
    async () => ({ Session: (await associated('unsure')).Session, UserCode: '000000' }),
    'Code mismatch and fail enable Software Token MFA',
  ],
  [
    'RespondToAuthChallenge',
    'CodeMismatchException',
    async () => (await withApp('guessing'))('000000'),
    'Invalid code received for user',
  ],
  [
    'RespondToAuthChallenge',
    'ExpiredCodeException',
    async () => (await withApp('repeating'))(null),
    'Your software token has already been used once.',
  ],
  // Triggers
  [
    'InitiateAuth',
    'UserLambdaValidationException',
    async () => refused(),
    'PreTokenGeneration failed with error not you.',
  ],
  ['InitiateAuth', 'InvalidLambdaResponseException', async () => nonsense(), 'Unrecognizable lambda output'],
  // Refresh and revocation
  [
    'GetTokensFromRefreshToken',
    'NotAuthorizedException',
    () => ({ ClientId: ids.client, RefreshToken: 'token' }),
    'Invalid Refresh Token',
  ],
  [
    'GetTokensFromRefreshToken',
    'RefreshTokenReuseException',
    async () => {
      const { RefreshToken } = await signIn('ann')
      const refresh = { ClientId: ids.client, RefreshToken }
      await client().send(new sdk.GetTokensFromRefreshTokenCommand(refresh))
      return refresh
    },
  ],
  [
    'RevokeToken',
    'UnsupportedTokenTypeException',
    async () => ({ ClientId: ids.client, Token: (await signIn('ann')).AccessToken }),
  ],
  [
    'RevokeToken',
    'UnauthorizedException',
    async () => ({ ClientId: ids.brokenClient, Token: (await signIn('ann')).RefreshToken }),
  ],
  // Codes
  [
    'ConfirmForgotPassword',
    'CodeMismatchException',
    async () => forgotten('forgetful'),
    'Invalid verification code provided, please try again.',
  ],
  [
    'ConfirmForgotPassword',
    'ExpiredCodeException',
    () => ({ ClientId: ids.client, Username: 'ann', ConfirmationCode: '000000', Password: password }),
    'Invalid code provided, please request a code again.',
  ],
  [
    'ConfirmForgotPassword',
    'InvalidPasswordException',
    async () => ({ ...(await forgotten('weak')), Password: 'short' }),
  ],
  [
    'ConfirmForgotPassword',
    'UserNotFoundException',
    () => ({ ClientId: ids.client, Username: 'nobody', ConfirmationCode: '000000', Password: password }),
  ],
  [
    'ConfirmForgotPassword',
    'LimitExceededException',
    async () => tried(await forgotten('tries'), confirm),
    'Attempt limit exceeded, please try after some time.',
  ],
  ['ForgotPassword', 'UserNotFoundException', () => ({ ClientId: ids.client, Username: 'nobody' })],
  [
    'ForgotPassword',
    'InvalidParameterException',
    async () => unverified('mailless'),
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  ],
  [
    'ConfirmSignUp',
    'CodeMismatchException',
    () => ({ ClientId: ids.client, Username: 'unconfirmed', ConfirmationCode: '000000' }),
  ],
  [
    'ConfirmSignUp',
    'ExpiredCodeException',
    async () => ({ ClientId: ids.client, Username: await uncoded('codeless'), ConfirmationCode: '000000' }),
  ],
  [
    'ConfirmSignUp',
    'UserNotFoundException',
    () => ({ ClientId: ids.client, Username: 'nobody', ConfirmationCode: '000000' }),
  ],
  [
    'ConfirmSignUp',
    'NotAuthorizedException',
    () => ({ ClientId: ids.client, Username: 'ann', ConfirmationCode: '000000' }),
    'User cannot be confirmed. Current status is CONFIRMED',
  ],
  ['ResendConfirmationCode', 'UserNotFoundException', () => ({ ClientId: ids.client, Username: 'nobody' })],
  [
    'ResendConfirmationCode',
    'InvalidParameterException',
    () => ({ ClientId: ids.client, Username: 'ann' }),
    'User is already confirmed.',
  ],
  [
    'ChangePassword',
    'NotAuthorizedException',
    async () => ({ ...(await token()), PreviousPassword: 'Wrong horse 1', ProposedPassword: password }),
    'Incorrect username or password.',
  ],
  [
    'ChangePassword',
    'InvalidPasswordException',
    async () => ({ ...(await token()), PreviousPassword: password, ProposedPassword: 'short' }),
  ],
  [
    'VerifyUserAttribute',
    'ExpiredCodeException',
    async () => ({ ...(await token()), AttributeName: 'email', Code: '000000' }),
  ],
  [
    'VerifyUserAttribute',
    'CodeMismatchException',
    async () => ({ ...(await moving('moving')), AttributeName: 'email', Code: '000000' }),
  ],
  [
    'VerifyUserAttribute',
    'LimitExceededException',
    async () => tried({ ...(await moving('tries-too')), AttributeName: 'email', Code: '000000' }, verify),
  ],
]
