import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { PASSWORD } from '../../acceptance/onboarding.ts'
import { srpSignIn } from '../../support/srp-sign-in.ts'
import { administration } from '../cognito/administration.ts'
import { outcome } from '../cognito/outcome.ts'
import { selfService } from '../cognito/self-service.ts'
import { thievesOf } from '../product/thieves.ts'
import type { AttackClass, Attempt } from '../suite/attempt.ts'
import { clientAs } from '../world/accounts.ts'
import type { Member } from '../world/member.ts'
import { renewTokens } from '../world/renew-tokens.ts'
import { byRole, type World } from '../world/world.ts'

/** What people may ask of Cognito themselves, to gain a tenant, a role or a tier. */
export async function cognito(world: World): Promise<AttackClass> {
  await renewTokens(world, { always: true })
  const people = { ...byRole(world.attacker), ...world.operators }
  const parts = [
    ...Object.entries(people).map(([role, person]) => attemptsOf(world, role, person)),
    selfService(world),
    administration(world, await thievesOf(world)),
  ]
  return {
    name: 'cognito',
    controls: parts.flatMap(({ controls }) => controls),
    attempts: [...parts.flatMap(({ attempts }) => attempts), ...tokensFor(world)],
    skipped: [],
  }
}

function attemptsOf(
  world: World,
  role: string,
  { email, refreshToken }: Member,
): { controls: Attempt[]; attempts: Attempt[] } {
  const client = clientAs(CognitoIdentityProviderClient, world.endpoints)
  const isOperator = role in world.operators
  const { clientId } = isOperator ? world.endpoints.operator : world.attacker.config
  const other = isOperator ? world.attacker.config : world.endpoints.operator
  const at = (operation: string, mutation: string, expected: string, call: () => Promise<unknown>): Attempt => ({
    operation: `cognito:${operation}`,
    role,
    mutation,
    expected,
    send: () => outcome(call),
  })
  const byPassword = () =>
    client.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD },
      }),
    )
  const signUp = (attributes: Record<string, string>) => () =>
    client.send(
      new SignUpCommand({
        ClientId: clientId,
        Username: `stranger-${role}-${world.run}@evil.example`,
        Password: PASSWORD,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        ClientMetadata: { tenantId: world.victim.config.tenantId },
      }),
    )
  return {
    controls: [
      at('InitiateAuth', 'by SRP', 'ok', () =>
        client.send(
          new InitiateAuthCommand({
            ClientId: clientId,
            AuthFlow: 'USER_SRP_AUTH',
            AuthParameters: { USERNAME: email, SRP_A: 'abc' },
          }),
        ),
      ),
      ...['SignUp', 'ConfirmSignUp'].map((operation) =>
        // Nobody signs themselves up, so there is no rightful call: the client itself is served.
        at(operation, 'the client serves sign-ins', 'ok', () =>
          client.send(
            new InitiateAuthCommand({
              ClientId: clientId,
              AuthFlow: 'USER_SRP_AUTH',
              AuthParameters: { USERNAME: email, SRP_A: 'abc' },
            }),
          ),
        ),
      ),
    ],
    attempts: [
      at('InitiateAuth', 'by password', 'InvalidParameterException', byPassword),
      at('InitiateAuth', 'the flow that takes no tenant', 'InvalidParameterException', () =>
        client.send(
          new InitiateAuthCommand({
            ClientId: clientId,
            AuthFlow: 'REFRESH_TOKEN_AUTH',
            AuthParameters: { REFRESH_TOKEN: refreshToken },
          }),
        ),
      ),
      at('InitiateAuth', 'a refresh by the client of the other pool', 'NotAuthorizedException', () =>
        client.send(new GetTokensFromRefreshTokenCommand({ ClientId: other.clientId, RefreshToken: refreshToken })),
      ),
      at('SignUp', 'plain', 'NotAuthorizedException', signUp({})),
      at(
        'SignUp',
        'with a tenant',
        'NotAuthorizedException',
        signUp({ 'custom:tenantId': world.victim.config.tenantId }),
      ),
      at('SignUp', 'with a role', 'NotAuthorizedException', signUp({ 'custom:role': 'TenantAdmin' })),
      at('ConfirmSignUp', 'someone confirmed', 'NotAuthorizedException', () =>
        client.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: '000000' })),
      ),
    ],
  }
}

/** Tokens for a tenant that the person does not belong to, asked for by client metadata. */
function tokensFor(world: World): Attempt[] {
  const client = clientAs(CognitoIdentityProviderClient, world.endpoints)
  const { attacker, victim } = world
  const named: [string, string][] = [
    ['the victim’s tenant', victim.config.tenantId],
    ['the suspended tenant', world.suspended.config.tenantId],
    ['a tenant that never was', 'zzzzzzzzzzzz'],
    ['no id', ''],
    ['a wildcard', '*'],
    ['the victim’s name', victim.config.name],
    ['two tenants', `${attacker.config.tenantId},${victim.config.tenantId}`],
    ['JSON', JSON.stringify({ tenantId: victim.config.tenantId })],
  ]
  return Object.entries(byRole(attacker)).flatMap(([role, { email, refreshToken }]) =>
    named.flatMap(([mutation, tenantId]) => [
      {
        operation: 'cognito:InitiateAuth',
        role,
        mutation: `sign-in naming ${mutation}`,
        expected: 'UserLambdaValidationException',
        send: () =>
          outcome(() =>
            srpSignIn(client, { ...attacker.config, email, password: PASSWORD, clientMetadata: { tenantId } }),
          ),
      },
      {
        operation: 'cognito:InitiateAuth',
        role,
        mutation: `refresh naming ${mutation}`,
        expected: 'UserLambdaValidationException',
        send: () =>
          outcome(() =>
            client.send(
              new GetTokensFromRefreshTokenCommand({
                ClientId: attacker.config.clientId,
                RefreshToken: refreshToken,
                ClientMetadata: { tenantId },
              }),
            ),
          ),
      },
    ]),
  )
}
