import { Amplify, type ResourcesConfig } from 'aws-amplify'
import { confirmSignIn, fetchAuthSession, signIn } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { ConsoleLogger } from 'aws-amplify/utils'
import type { Endpoints } from './endpoints.ts'

// It warns of each endpoint that is not AWS's own.
ConsoleLogger.LOG_LEVEL = 'ERROR'

export interface Pool {
  userPoolId: string
  clientId: string
}

export interface Person {
  email: string
  /** What they sign in with: a temporary password, or their own. */
  password: string
  /** Their own from now on, where the first one is temporary. */
  newPassword?: string
  /** The tenant to sign in to, for a person of several. */
  tenantId?: string
  /** What the sign-in tells Cognito's triggers besides the tenant. */
  clientMetadata?: Record<string, string>
}

/** Signs a person in by SRP with the real Amplify, which knows one person at a time: calls must not overlap. */
export async function tokensByAmplify(
  { aws }: Pick<Endpoints, 'aws'>,
  pool: Pool,
  { email, password, newPassword, tenantId, clientMetadata: more }: Person,
): Promise<{ access: string; id: string }> {
  Amplify.configure(authConfiguration({ aws }, pool))
  // Each person has a storage of their own, as each browser has.
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory().storage)
  const clientMetadata = tenantId ? { tenantId, ...more } : more
  let step = (await signIn({ username: email, password, options: { clientMetadata } })).nextStep.signInStep
  if (step === 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' && newPassword) {
    step = (await confirmSignIn({ challengeResponse: newPassword, options: { clientMetadata } })).nextStep.signInStep
  }
  if (step !== 'DONE') throw new Error(`The sign-in of ${email} stopped at ${step}.`)
  const { accessToken, idToken } = (await fetchAuthSession()).tokens ?? {}
  if (!accessToken || !idToken) throw new Error(`${email} is signed in without tokens.`)
  return { access: accessToken.toString(), id: idToken.toString() }
}

/** Amplify's configuration for a pool. */
export const authConfiguration = ({ aws }: { aws?: string | undefined }, pool: Pool): ResourcesConfig => ({
  Auth: {
    Cognito: {
      userPoolId: pool.userPoolId,
      userPoolClientId: pool.clientId,
      // Only a local cloud needs telling; on AWS Amplify knows where Cognito is.
      ...(aws?.includes('127.0.0.1') && { userPoolEndpoint: aws }),
    },
  },
})

/** A storage for Amplify, with what it holds at first. */
export function memory(first: Record<string, string> = {}) {
  const items = new Map(Object.entries(first))
  return {
    storage: {
      setItem: async (key: string, value: string) => void items.set(key, value),
      getItem: async (key: string) => items.get(key) ?? null,
      removeItem: async (key: string) => void items.delete(key),
      clear: async () => items.clear(),
    },
    all: (): Record<string, string> => Object.fromEntries(items),
  }
}
