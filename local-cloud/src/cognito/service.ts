import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Functions, Iam, Outbox, Ses } from '../core/faces.ts'
import { countActive } from './count-active.ts'
import { invalidInput, poolArn } from './operation.ts'
import { adminCreateUser } from './operations/admin-create-user.ts'
import { adminDeleteSoftwareToken } from './operations/admin-delete-software-token.ts'
import { adminDisableUser, adminEnableUser } from './operations/admin-enable-user.ts'
import { adminAddUserToGroup, adminListGroupsForUser } from './operations/admin-group-membership.ts'
import { adminInitiateAuth } from './operations/admin-initiate-auth.ts'
import { adminSetUserPassword } from './operations/admin-set-user-password.ts'
import { associateSoftwareToken } from './operations/associate-software-token.ts'
import { changePassword } from './operations/change-password.ts'
import { confirmForgotPassword } from './operations/confirm-forgot-password.ts'
import { confirmSignUp } from './operations/confirm-sign-up.ts'
import { adminDeleteUser, deleteUser } from './operations/delete-user.ts'
import { describeUserPool } from './operations/describe-user-pool.ts'
import { forgotPassword } from './operations/forgot-password.ts'
import { getTokensFromRefreshToken } from './operations/get-tokens-from-refresh-token.ts'
import { adminGetUser, getUser } from './operations/get-user.ts'
import { adminUserGlobalSignOut, globalSignOut } from './operations/global-sign-out.ts'
import { initiateAuth } from './operations/initiate-auth.ts'
import { listUserPools } from './operations/list-user-pools.ts'
import { listUsers } from './operations/list-users.ts'
import { listUsersInGroup } from './operations/list-users-in-group.ts'
import { resendConfirmationCode } from './operations/resend-confirmation-code.ts'
import { respondToAuthChallenge } from './operations/respond-to-auth-challenge.ts'
import { revokeToken } from './operations/revoke-token.ts'
import { signUp } from './operations/sign-up.ts'
import { updateUserAttributes } from './operations/update-user-attributes.ts'
import { verifySoftwareToken } from './operations/verify-software-token.ts'
import { verifyUserAttribute } from './operations/verify-user-attribute.ts'
import { userPoolType } from './resources/user-pool.ts'
import { userPoolClientType } from './resources/user-pool-client.ts'
import { userPoolGroupType } from './resources/user-pool-group.ts'
import { userPoolUserType } from './resources/user-pool-user.ts'
import { userPoolUserToGroupAttachmentType } from './resources/user-pool-user-to-group-attachment.ts'
import type { CognitoServices } from './services.ts'
import { serveTokens } from './sign-in/serve-tokens.ts'
import { attemptStore } from './stores/attempt-store.ts'
import { challengeStore } from './stores/challenge-store.ts'
import { clientStore } from './stores/client-store.ts'
import { codeStore } from './stores/code-store.ts'
import { groupStore } from './stores/group-store.ts'
import { lockoutStore } from './stores/lockout-store.ts'
import { poolStore } from './stores/pool-store.ts'
import { sessionStore } from './stores/session-store.ts'
import { softwareTokenStore } from './stores/software-token-store.ts'
import { userStore } from './stores/user-store.ts'
import { publicKeys } from './tokens/public-keys.ts'

interface Needs {
  context: CloudContext
  /** Runs the pools' triggers. */
  functions: Functions
  /** Takes invitations and codes. */
  outbox: Outbox
  /** Sends for pools whose mails come from the account's own identity. */
  ses: Ses
  /** Says who asks for tokens without a password. */
  iam: Pick<Iam, 'authenticate'>
  /** Told of the ARN of a pool and of somebody who is active there. */
  seeUser?: (pool: string, user: string) => void
}

/** Cognito user pools. */
export function cognitoService({ context, functions, outbox, ses, iam, seeUser = () => {} }: Needs) {
  const active = (pool: string, sub: string) => seeUser(poolArn(context, pool), sub)
  const services: CognitoServices = {
    context,
    functions,
    outbox,
    ses,
    pools: poolStore(context),
    clients: clientStore(context),
    groups: groupStore(context),
    users: countActive(userStore(context), active),
    sessions: sessionStore(context),
    challenges: challengeStore(context),
    codes: codeStore(context),
    attempts: attemptStore(context),
    lockouts: lockoutStore(context),
    softwareTokens: softwareTokenStore(context),
    active,
  }
  const tokens = serveTokens({ ...services, iam })
  return {
    name: 'cognito',
    api: {
      name: 'cognito-idp',
      protocol: 'json-1.1',
      targetPrefix: 'AWSCognitoIdentityProviderService',
      invalidInput,
      operations: {
        // Called with a password, a code or a token
        AssociateSoftwareToken: associateSoftwareToken(services),
        ChangePassword: changePassword(services),
        ConfirmForgotPassword: confirmForgotPassword(services),
        ConfirmSignUp: confirmSignUp(services),
        DeleteUser: deleteUser(services),
        ForgotPassword: forgotPassword(services),
        GetTokensFromRefreshToken: getTokensFromRefreshToken(services),
        GetUser: getUser(services),
        GlobalSignOut: globalSignOut(services),
        InitiateAuth: initiateAuth(services),
        ResendConfirmationCode: resendConfirmationCode(services),
        RespondToAuthChallenge: respondToAuthChallenge(services),
        RevokeToken: revokeToken(services),
        SignUp: signUp(services),
        UpdateUserAttributes: updateUserAttributes(services),
        VerifySoftwareToken: verifySoftwareToken(services),
        VerifyUserAttribute: verifyUserAttribute(services),
        // Called with AWS credentials
        AdminAddUserToGroup: adminAddUserToGroup(services),
        AdminCreateUser: adminCreateUser(services),
        AdminDeleteSoftwareToken: adminDeleteSoftwareToken(services),
        AdminDeleteUser: adminDeleteUser(services),
        AdminDisableUser: adminDisableUser(services),
        AdminEnableUser: adminEnableUser(services),
        AdminGetUser: adminGetUser(services),
        AdminInitiateAuth: adminInitiateAuth(services),
        AdminListGroupsForUser: adminListGroupsForUser(services),
        AdminSetUserPassword: adminSetUserPassword(services),
        AdminUserGlobalSignOut: adminUserGlobalSignOut(services),
        DescribeUserPool: describeUserPool(services),
        ListUserPools: listUserPools(services),
        ListUsers: listUsers(services),
        ListUsersInGroup: listUsersInGroup(services),
      },
    },
    resourceTypes: [
      userPoolType(services),
      userPoolClientType(services),
      userPoolGroupType(services),
      userPoolUserType(services),
      userPoolUserToGroupAttachmentType(services),
    ],
    answer: (request) => publicKeys(services.pools, request.url) ?? tokens(request),
  } satisfies CloudService
}
