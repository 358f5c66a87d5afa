import { Amplify } from 'aws-amplify'
import { confirmSignIn, fetchAuthSession, signIn } from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'

export interface Person {
  email: string
  /** What he signs in with: a temporary password, or his own. */
  password: string
  /** His own from now on, where the first one is temporary. */
  newPassword?: string
}

/** Signs a person in by SRP and answers his access token. Amplify knows one person at a time, so calls must not overlap. */
export async function accessToken(
  pool: { userPoolId: string; clientId: string; endpoint: string | undefined },
  { email, password, newPassword }: Person,
): Promise<string> {
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.userPoolId,
        userPoolClientId: pool.clientId,
        ...(pool.endpoint !== undefined && { userPoolEndpoint: pool.endpoint }),
      },
    },
  })
  cognitoUserPoolsTokenProvider.setKeyValueStorage(memory())
  let step = (await signIn({ username: email, password })).nextStep.signInStep
  if (step === 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' && newPassword !== undefined) {
    step = (await confirmSignIn({ challengeResponse: newPassword })).nextStep.signInStep
  }
  const token = step === 'DONE' ? (await fetchAuthSession()).tokens?.accessToken : undefined
  if (!token) throw new Error(`The sign-in of ${email} stopped at ${step}.`)
  return token.toString()
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
