import {
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { PASSWORD } from '../../acceptance/onboarding.ts'
import type { Attempt } from '../suite/attempt.ts'
import { clientAs } from '../world/accounts.ts'
import { send } from '../world/http.ts'
import type { Member } from '../world/member.ts'
import { createOperator } from '../world/operators.ts'
import { lasting } from '../world/renew-tokens.ts'
import { byRole, type World } from '../world/world.ts'
import { outcome } from './outcome.ts'

/** Attributes that somebody's code may once take for a tenant, a role, a tier or a person. */
const ATTRIBUTES = [
  'custom:tenantId',
  'custom:tenant_id',
  'custom:role',
  'custom:tier',
  'custom:isAdmin',
  'tenantId',
  'role',
  'sub',
  'email',
  'email_verified',
  'phone_number',
  'preferred_username',
  'name',
  'nickname',
  'profile',
  'website',
  'address',
  'cognito:groups',
  'cognito:user_status',
  'dev:custom:tenantId',
  'identities',
  'updated_at',
]
const DENIED = 'NotAuthorizedException'

type Run = (client: CognitoIdentityProviderClient, AccessToken: string) => Promise<unknown>

const update = (client: CognitoIdentityProviderClient, AccessToken: string, Name: string, Value: string) =>
  client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }))

/** What nobody may do to their account with an access token: our APIs alone change accounts. */
const OWN_ACCOUNT: Record<string, Run> = {
  UpdateUserAttributes: (client, token) => update(client, token, 'locale', 'fr'),
  GetUser: (client, AccessToken) => client.send(new GetUserCommand({ AccessToken })),
  ChangePassword: (client, AccessToken) =>
    client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword: PASSWORD, ProposedPassword: PASSWORD })),
}
/** These would take an account away: they are tried by people whom nobody needs any more. */
const LAST_ACTS: Record<string, Run> = {
  GlobalSignOut: (client, AccessToken) => client.send(new GlobalSignOutCommand({ AccessToken })),
  DeleteUser: (client, AccessToken) => client.send(new DeleteUserCommand({ AccessToken })),
}

let spares = 0
/** An operator whom nobody needs afterwards. */
const spareOperator = ({ endpoints, account, run }: World): Promise<Member> =>
  createOperator(endpoints, account.cognito, `spare-${++spares}@${run}.operators.example`, 'CustomerSupport')

async function knownToApi({ endpoints, attacker }: World, role: string, token: string): Promise<void> {
  const url = role in byRole(attacker) ? attacker.config.apiUrl : endpoints.controlPlaneApi
  const { status } = await send(url, { method: 'GET', path: '/me', token })
  if (status !== 200) throw new Error(`GET /me answered a ${role} ${status}`)
}

/** What people may do to their own accounts with nothing but an access token. */
export function selfService(world: World): { controls: Attempt[]; attempts: Attempt[] } {
  const client = clientAs(CognitoIdentityProviderClient, world.endpoints)
  const everyone = { ...byRole(world.attacker), ...world.operators }
  const attempt = (
    operation: string,
    role: string,
    mutation: string,
    expected: string,
    run: () => Promise<unknown>,
  ): Attempt => ({ operation: `cognito:${operation}`, role, mutation, expected, send: () => outcome(run) })
  const acts = (of: Record<string, Run>, people: Record<string, Member>, expected: string): Attempt[] =>
    Object.entries(people).flatMap(([role, { token }]) =>
      Object.entries(of).map(([name, run]) =>
        attempt(name, role, 'their own account', expected, () => run(client, token)),
      ),
    )
  return {
    // No token may do any of this: that it is a good one shows at the API.
    controls: Object.entries(everyone).flatMap(([role, { token }]) =>
      Object.keys({ ...OWN_ACCOUNT, ...LAST_ACTS }).map((name) =>
        attempt(name, role, 'the API knows them', 'ok', () => knownToApi(world, role, token)),
      ),
    ),
    attempts: [
      ...acts(OWN_ACCOUNT, everyone, DENIED),
      ...acts(LAST_ACTS, lasting(world, world.disabled), DENIED),
      ...Object.entries(LAST_ACTS).map(([name, run]) =>
        attempt(name, 'CustomerSupport', 'their own account', DENIED, async () =>
          run(client, (await spareOperator(world)).token),
        ),
      ),
      ...Object.entries(everyone).flatMap(([role, { token, idToken }]) => [
        ...ATTRIBUTES.map((name) =>
          attempt('UpdateUserAttributes', role, name, DENIED, () =>
            update(client, token, name, name === 'email' ? world.victim.admin.email : 'TenantAdmin'),
          ),
        ),
        attempt('GetUser', role, 'by id token', DENIED, () =>
          client.send(new GetUserCommand({ AccessToken: idToken })),
        ),
      ]),
    ],
  }
}
