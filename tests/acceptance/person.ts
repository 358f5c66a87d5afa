import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Person, type Pool, tokensByAmplify } from '@tenantry/cli/system/sign-in.ts'
import { fetchAuthSession } from 'aws-amplify/auth'

export { type Pool, tokensByAmplify }

/** Signs a person in and answers the access token. */
export async function signInByAmplify(endpoints: Endpoints, pool: Pool, person: Person): Promise<string> {
  return (await tokensByAmplify(endpoints, pool, person)).access
}

/** Switches the person who signed in last to another of their tenants, by a refresh that names it; answers the access token. */
export async function switchByAmplify(tenantId: string): Promise<string> {
  const { tokens } = await fetchAuthSession({ forceRefresh: true, clientMetadata: { tenantId } })
  if (!tokens) throw new Error(`There is no session to switch to ${tenantId}.`)
  return tokens.accessToken.toString()
}
