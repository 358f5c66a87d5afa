import {
  CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Pool } from '../../acceptance/person.ts'
import { clientAs } from './accounts.ts'
import { claimsOf, type Member } from './member.ts'
import type { World } from './world.ts'

/** Seconds that a token must still live: longer than any class takes. */
const LEAST_SECONDS = 600

/** Access tokens live for minutes: before a class begins, people who may act get new ones; with `always`, such as the pool makes now. */
export async function renewTokens(
  { endpoints, attacker, victim, operators, local }: World,
  { always = false }: { always?: boolean } = {},
): Promise<void> {
  const people: [Member, Pool, string?][] = [
    ...[attacker, victim].flatMap(({ config, admin, user }): [Member, Pool, string][] => [
      [admin, config, config.tenantId],
      [user, config, config.tenantId],
    ]),
    ...Object.values(operators).map((member): [Member, Pool] => [member, endpoints.operator]),
  ]
  for (const [member, pool, tenantId] of people) {
    if (always || Number(claimsOf(member.token).exp) < nowOf({ local }) / 1000 + LEAST_SECONDS)
      Object.assign(member, await renewed(endpoints, pool, member, tenantId))
  }
}

/** Tokens end by the system's clock, which a class may have put forward. */
const nowOf = ({ local }: Pick<World, 'local'>): number => local?.system.now() ?? Date.now()

async function renewed(endpoints: Endpoints, { clientId }: Pool, member: Member, tenantId?: string): Promise<Member> {
  const cognito = clientAs(CognitoIdentityProviderClient, endpoints)
  const { AuthenticationResult } = await cognito.send(
    new GetTokensFromRefreshTokenCommand({
      ClientId: clientId,
      RefreshToken: member.refreshToken,
      ...(tenantId !== undefined && { ClientMetadata: { tenantId } }),
    }),
  )
  const { AccessToken = '', IdToken = '', RefreshToken = member.refreshToken } = AuthenticationResult ?? {}
  return { ...member, token: AccessToken, idToken: IdToken, refreshToken: RefreshToken }
}

/** People who get no token any more, with theirs as the pool would make them now: on a deployed system, as they were. */
export function lasting(
  { local, attacker }: Pick<World, 'local' | 'attacker'>,
  people: Record<string, Member>,
  userPoolId = attacker.config.userPoolId,
): Record<string, Member> {
  const exp = Math.floor(nowOf({ local }) / 1000) + LEAST_SECONDS
  const last = ({ token, ...member }: Member): Member => ({
    ...member,
    token: local ? local.reissue(userPoolId, token, { exp }) : token,
  })
  return Object.fromEntries(Object.entries(people).map(([role, member]) => [role, last(member)]))
}
