import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Person, type Pool, tokensByAmplify } from '@tenantry/cli/system/sign-in.ts'
import { fetchAuthSession } from 'aws-amplify/auth'
import { srpSignIn } from '../support/srp-sign-in.ts'

export { type Person, type Pool, tokensByAmplify }

/** Signs a person in and answers the access token. Amplify does the same in a hundred times as long: where it is tested, it is named. */
export async function signIn({ aws }: Endpoints, { userPoolId, clientId }: Pool, person: Person): Promise<string> {
  const { tenantId, clientMetadata = {}, ...who } = person
  const cognito = new CognitoIdentityProviderClient({
    region: userPoolId.split('_')[0],
    // Only a local cloud needs telling.
    ...(aws?.includes('127.0.0.1') && { endpoint: aws }),
  })
  const { AccessToken } = await srpSignIn(cognito, {
    ...{ userPoolId, clientId, ...who },
    clientMetadata: { ...(tenantId && { tenantId }), ...clientMetadata },
  })
  if (!AccessToken) throw new Error(`The sign-in of ${person.email} gave no token.`)
  return AccessToken
}

/** Signs a person in by the real Amplify, which then has their session. */
export async function signInByAmplify(endpoints: Endpoints, pool: Pool, person: Person): Promise<string> {
  return (await tokensByAmplify(endpoints, pool, person)).access
}

/** Switches the person whom Amplify signed in last to another of their tenants, by a refresh that names it; answers the access token. */
export async function switchByAmplify(tenantId: string): Promise<string> {
  const { tokens } = await fetchAuthSession({ forceRefresh: true, clientMetadata: { tenantId } })
  if (!tokens) throw new Error(`There is no session to switch to ${tenantId}.`)
  return tokens.accessToken.toString()
}
