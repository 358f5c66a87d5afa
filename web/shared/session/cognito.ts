import { ASK_FIRST, type Invitation, readInvitationQuestion } from '@tenantry/contracts/invitation-question.ts'
import { Amplify } from 'aws-amplify'
import {
  signIn as amplifySignIn,
  signOut as amplifySignOut,
  confirmResetPassword,
  confirmSignIn,
  fetchAuthSession,
  resetPassword,
  type SignInOutput,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger, sessionStorage as tabStorage } from 'aws-amplify/utils'
import type { Pool } from '../config/site-config.ts'

// The only module that knows Amplify; pages import it when somebody signs in, and not before.

// It warns of every endpoint that it was told, and every stage tells it one.
ConsoleLogger.LOG_LEVEL = 'ERROR'

/** Where a sign-in stands: done, or what it asks for next. */
export type SignInStep =
  | { name: 'done' }
  /** A password of one's own, after a temporary one. */
  | { name: 'new-password' }
  /** An authenticator app that gets this secret, and its first code. */
  | { name: 'app-set-up'; secret: string }
  /** A code of the person's authenticator app. */
  | { name: 'app-code' }

/**
 * Signs in to this pool from now on. Tokens stay in this tab, so that tabs of two tenants never mix; each sign-in and each refresh names
 * the tenant, or nobody where there are no tenants (operators).
 */
export function selectPool(pool: Pool, tenantId: string | null): void {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.userPoolId,
        userPoolClientId: pool.clientId,
        userPoolEndpoint: pool.userPoolEndpoint,
      },
    },
  })
  cognitoUserPoolsTokenProvider.setKeyValueStorage(tabStorage)
  const metadata: Record<string, string> = tenantId === null ? {} : { tenantId }
  cognitoUserPoolsTokenProvider.setClientMetadataProvider(async () => metadata)
}

/** Which tenant a sign-in is for, null where there are no tenants; and whether the person has said that they accept its invitation. */
export interface SignInTo {
  tenantId: string | null
  accepts: boolean
}

/** The sign-in would accept an invitation, and the person was not asked. */
export class InvitationPending extends Error {
  override readonly name = 'InvitationPending'
  readonly invitation: Invitation

  constructor(invitation: Invitation) {
    super('The person is invited')
    this.invitation = invitation
  }
}

const metadataOf = ({ tenantId, accepts }: SignInTo) =>
  tenantId === null ? {} : { clientMetadata: { tenantId, ...(!accepts && ASK_FIRST) } }

/** Cognito's refusal as the question that it may be. */
async function orQuestion<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const invitation = error instanceof Error ? readInvitationQuestion(error.message) : null
    throw invitation ? new InvitationPending(invitation) : error
  }
}

export async function signIn(email: string, password: string, to: SignInTo): Promise<SignInStep> {
  // Somebody else may have been signed in in this tab: Amplify refuses a second sign-in.
  await amplifySignOut().catch(() => undefined)
  return stepOf(await orQuestion(amplifySignIn({ username: email, password, options: metadataOf(to) })))
}

/** Answers the demand for a password of one's own, after a sign-in with a temporary one. */
export async function choosePassword(password: string, to: SignInTo): Promise<SignInStep> {
  return stepOf(await orQuestion(confirmSignIn({ challengeResponse: password, options: metadataOf(to) })))
}

/** Answers the demand for a code of an authenticator app: the first one, which proves its set-up, or one for this sign-in. */
export async function enterAppCode(code: string): Promise<SignInStep> {
  return stepOf(await confirmSignIn({ challengeResponse: code }))
}

/** Cognito's words for an address that gets no code: nobody has it, they never chose a password, or they had too many codes. */
const GETS_NO_CODE = new Set([
  'InvalidParameterException',
  'LimitExceededException',
  'NotAuthorizedException',
  'UserNotFoundException',
])

/** Sends a code to the person's address. Whether it has an account, and of which kind, nobody learns. */
export async function forgotPassword(email: string): Promise<void> {
  try {
    await resetPassword({ username: email })
  } catch (error) {
    if (!(error instanceof Error && GETS_NO_CODE.has(error.name))) throw error
  }
}

export async function resetPasswordWithCode(email: string, code: string, password: string): Promise<void> {
  await confirmResetPassword({ username: email, confirmationCode: code, newPassword: password })
}

/** The access token, refreshed when it is due; null when nobody is signed in, or their session has ended. */
export async function accessToken(): Promise<string | null> {
  const session = await fetchAuthSession().catch((error: unknown) => {
    if (error instanceof Error && error.name === 'NetworkError') throw error
    return null
  })
  return session?.tokens?.accessToken.toString() ?? null
}

/** Whom the tokens name, for the page to show; null when nobody is signed in. Which groups a person has is their pool's word. */
export async function identity(): Promise<{ email: string; groups: string[] } | null> {
  const { tokens } = await fetchAuthSession()
  if (!tokens?.idToken) return null
  const { email, 'cognito:groups': groups } = tokens.idToken.payload
  return { email: String(email), groups: Array.isArray(groups) ? groups.map(String) : [] }
}

/** A token for another tenant of the same pool, in place of this tab's. */
export async function switchTenant(tenantId: string): Promise<void> {
  const { tokens } = await fetchAuthSession({ forceRefresh: true, clientMetadata: { tenantId } })
  if (!tokens) throw new Error('the session has ended')
}

export async function signOut(): Promise<void> {
  await amplifySignOut()
}

function stepOf({ nextStep }: Pick<SignInOutput, 'nextStep'>): SignInStep {
  switch (nextStep.signInStep) {
    case 'DONE':
      return { name: 'done' }
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return { name: 'new-password' }
    case 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP':
      return { name: 'app-set-up', secret: nextStep.totpSetupDetails.sharedSecret }
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return { name: 'app-code' }
    default:
      throw new Error(`The sign-in asks for ${nextStep.signInStep}, which this page cannot do.`)
  }
}
