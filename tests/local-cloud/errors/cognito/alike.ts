import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import type { ErrorCase } from '../error-table.ts'
import { admin, client, password, signIn, user } from './fixture.ts'

const NO_POOL = 'User pool us-east-1_Nothing does not exist.'
const noPool = { UserPoolId: 'us-east-1_Nothing' }
const noClient = { ClientId: 'x'.repeat(26) }
const badPool = { UserPoolId: '!' }
const attributes = { UserAttributes: [{ Name: 'name', Value: 'Ann' }] }

/** What each operation on a pool needs besides the pool. */
export const ON_POOL: Record<string, object> = {
  AdminAddUserToGroup: { Username: 'ann', GroupName: 'group' },
  AdminCreateUser: { Username: 'new' },
  AdminDeleteSoftwareToken: { Username: 'ann' },
  AdminDeleteUser: { Username: 'ann' },
  AdminDisableUser: { Username: 'ann' },
  AdminEnableUser: { Username: 'ann' },
  AdminGetUser: { Username: 'ann' },
  AdminInitiateAuth: {
    ...noClient,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'nobody', PASSWORD: password },
  },
  AdminListGroupsForUser: { Username: 'ann' },
  AdminSetUserPassword: { Username: 'ann', Password: password, Permanent: true },
  AdminUserGlobalSignOut: { Username: 'ann' },
  DescribeUserPool: {},
  ListUsers: {},
  ListUsersInGroup: { GroupName: 'group' },
}
/** Those that name an existing user. */
const ON_USER = Object.keys(ON_POOL).filter((name) => /^Admin(?!CreateUser|InitiateAuth)/.test(name))
/** Those of a signed-in user. */
export const SIGNED_IN: Record<string, object> = {
  ChangePassword: { PreviousPassword: password, ProposedPassword: password },
  DeleteUser: {},
  GetUser: {},
  GlobalSignOut: {},
  UpdateUserAttributes: attributes,
  VerifyUserAttribute: { AttributeName: 'email', Code: '000000' },
}
/** Those that name an app client. */
export const BY_CLIENT: Record<string, object> = {
  ConfirmForgotPassword: { Username: 'ann', ConfirmationCode: '000000', Password: password },
  ConfirmSignUp: { Username: 'unconfirmed', ConfirmationCode: '000000' },
  ForgotPassword: { Username: 'ann' },
  GetTokensFromRefreshToken: { RefreshToken: 'token' },
  InitiateAuth: { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'ann', PASSWORD: password } },
  ResendConfirmationCode: { Username: 'unconfirmed' },
  RespondToAuthChallenge: { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's'.repeat(20), ChallengeResponses: {} },
  SignUp: { Username: 'new', Password: password },
}

/** What every operation of a kind answers alike. */
export const alike: ErrorCase[] = [
  ...Object.entries(ON_POOL).flatMap(([operation, input]): ErrorCase[] => [
    [operation, 'ResourceNotFoundException', { ...input, ...noPool }, NO_POOL],
    [operation, 'InvalidParameterException', { ...input, ...badPool }, "at 'userPoolId' failed to satisfy constraint"],
  ]),
  ...ON_USER.map(
    (operation): ErrorCase => [
      operation,
      'UserNotFoundException',
      () => admin({ ...ON_POOL[operation], Username: 'nobody' }),
      'User does not exist.',
    ],
  ),
  ...Object.entries(SIGNED_IN).flatMap(([operation, input]): ErrorCase[] => [
    [operation, 'NotAuthorizedException', { ...input, AccessToken: 'token' }, 'Invalid Access Token'],
    [operation, 'InvalidParameterException', input],
    [
      operation,
      'NotAuthorizedException',
      async () => {
        await user(`left-${operation}`)
        const { AccessToken } = await signIn(`left-${operation}`)
        await client().send(new sdk.GlobalSignOutCommand({ AccessToken }))
        return { ...input, AccessToken }
      },
      'Access Token has been revoked',
    ],
  ]),
  ...Object.entries(BY_CLIENT).flatMap(([operation, input]): ErrorCase[] => [
    [
      operation,
      'ResourceNotFoundException',
      { ...input, ...noClient },
      'User pool client x{26} does not exist.'.replace('x{26}', noClient.ClientId),
    ],
    [operation, 'InvalidParameterException', { ...input, ClientId: '' }],
  ]),
]
