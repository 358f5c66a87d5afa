import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { mailTo, PASSWORD, type TenantConfig, temporaryPassword } from '../../acceptance/onboarding.ts'
import type { Pool } from '../../acceptance/person.ts'
import { type SignIn, srpSignIn } from '../../support/srp-sign-in.ts'
import { clientAs } from './accounts.ts'
import { send } from './http.ts'

/** A person who signed in, with everything that a thief could have of them. */
export interface Member {
  userId: string
  email: string
  token: string
  idToken: string
  refreshToken: string
}

/** Signs a person in. */
export async function signIn(
  endpoints: Endpoints,
  { userPoolId, clientId }: Pool,
  person: Pick<SignIn, 'email' | 'password' | 'newPassword' | 'clientMetadata'>,
): Promise<Member> {
  const cognito = clientAs(CognitoIdentityProviderClient, endpoints)
  const tokens = await srpSignIn(cognito, { userPoolId, clientId, ...person })
  const { AccessToken: token = '', IdToken: idToken = '', RefreshToken: refreshToken = '' } = tokens
  return { userId: claimsOf(token).sub, email: person.email, token, idToken, refreshToken }
}

/** The first sign-in of someone whom a mail invited, to the tenant by its name: no index has to have caught up. */
export async function acceptInvitation(
  endpoints: Endpoints,
  { tenantId, ...pool }: Pool & Pick<TenantConfig, 'tenantId'>,
  email: string,
): Promise<Member> {
  const password = temporaryPassword(await mailTo(endpoints, email))
  return signIn(endpoints, pool, { email, password, newPassword: PASSWORD, clientMetadata: { tenantId } })
}

/** Has a tenant's admin invite a new person, who then signs in. */
export async function invite(
  endpoints: Endpoints,
  { config, admin }: { config: TenantConfig; admin: Member },
  email: string,
  role: string,
): Promise<Member> {
  const { status, text } = await send(config.apiUrl, {
    method: 'POST',
    path: '/users',
    token: admin.token,
    body: { email, role },
  })
  if (status !== 201) throw new Error(`The invitation of ${email} was answered ${status} ${text}`)
  return acceptInvitation(endpoints, config, email)
}

/** The claims of a token, unverified. */
export const claimsOf = (token: string): Record<string, unknown> & { sub: string } =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
