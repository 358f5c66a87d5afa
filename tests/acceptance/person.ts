import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { Amplify } from 'aws-amplify'
import { confirmSignIn, fetchAuthSession, signIn } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'

// It warns of each endpoint that is not AWS's own.
ConsoleLogger.LOG_LEVEL = 'ERROR'

export interface Pool {
  userPoolId: string
  clientId: string
}

export interface SignIn {
  email: string
  password: string
  newPassword?: string
  /** The tenant to sign in to, for a person of several. */
  tenantId?: string
}

/** Signs a person in and answers the access token. */
export async function signInByAmplify(endpoints: Endpoints, pool: Pool, person: SignIn): Promise<string> {
  return (await tokensByAmplify(endpoints, pool, person)).access
}

/** Signs a person in by SRP with the real Amplify; a person with a temporary password chooses `newPassword`. */
export async function tokensByAmplify(
  endpoints: Endpoints,
  pool: Pool,
  { email, password, newPassword, tenantId }: SignIn,
): Promise<{ access: string; id: string }> {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.userPoolId,
        userPoolClientId: pool.clientId,
        // Only a local cloud needs telling; on AWS Amplify knows where Cognito is.
        ...(endpoints.aws?.includes('127.0.0.1') && { userPoolEndpoint: endpoints.aws }),
      },
    },
  })
  // Each person has a storage of his own, as each browser has.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory())
  const clientMetadata = tenantId ? { tenantId } : undefined
  let step = (await signIn({ username: email, password, options: { clientMetadata } })).nextStep.signInStep
  if (step === 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' && newPassword) {
    step = (await confirmSignIn({ challengeResponse: newPassword, options: { clientMetadata } })).nextStep.signInStep
  }
  if (step !== 'DONE') throw new Error(`The sign-in of ${email} stopped at ${step}.`)
  const { accessToken, idToken } = (await fetchAuthSession()).tokens ?? {}
  if (!accessToken || !idToken) throw new Error(`${email} is signed in without tokens.`)
  return { access: accessToken.toString(), id: idToken.toString() }
}

/** Switches the person who signed in last to another of his tenants, by a refresh that names it; answers the access token. */
export async function switchByAmplify(tenantId: string): Promise<string> {
  const { tokens } = await fetchAuthSession({ forceRefresh: true, clientMetadata: { tenantId } })
  if (!tokens) throw new Error(`There is no session to switch to ${tenantId}.`)
  return tokens.accessToken.toString()
}

function memory() {
  const items = new Map<string, string>()
  return {
    setItem: async (key: string, value: string) => void items.set(key, value),
    getItem: async (key: string) => items.get(key) ?? null,
    removeItem: async (key: string) => void items.delete(key),
    clear: async () => items.clear(),
  }
}
