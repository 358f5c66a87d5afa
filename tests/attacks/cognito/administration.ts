import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { PASSWORD } from '../../acceptance/onboarding.ts'
import type { Pool } from '../../acceptance/person.ts'
import type { Thief } from '../product/thieves.ts'
import type { Attempt } from '../suite/attempt.ts'
import { clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'
import { outcome } from './outcome.ts'

type Run = (client: CognitoIdentityProviderClient, pool: Pool, email: string) => Promise<unknown>
const user = ({ userPoolId }: Pool, Username: string) => ({ UserPoolId: userPoolId, Username })

/** What makes, finds or changes people of a pool. */
const ADMINISTRATION: Record<string, Run> = {
  AdminGetUser: (client, pool, email) => client.send(new AdminGetUserCommand(user(pool, email))),
  AdminAddUserToGroup: (client, pool, email) =>
    client.send(new AdminAddUserToGroupCommand({ ...user(pool, email), GroupName: 'SystemAdmin' })),
  AdminSetUserPassword: (client, pool, email) =>
    client.send(new AdminSetUserPasswordCommand({ ...user(pool, email), Password: PASSWORD })),
  AdminCreateUser: (client, pool) => client.send(new AdminCreateUserCommand(user(pool, 'eve@evil.example'))),
  AdminDeleteUser: (client, pool) => client.send(new AdminDeleteUserCommand(user(pool, 'eve@evil.example'))),
  ListUsers: (client, { userPoolId }) => client.send(new ListUsersCommand({ UserPoolId: userPoolId })),
  AdminInitiateAuth: (client, { userPoolId, clientId }, email) =>
    client.send(
      new AdminInitiateAuthCommand({
        UserPoolId: userPoolId,
        ClientId: clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD },
      }),
    ),
}

const MAKES_PEOPLE = ['AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser']
/** What functions do to the pool of people, and to no other. */
const RIGHTFUL: Record<string, readonly string[]> = {
  Users: [...MAKES_PEOPLE, 'ListUsers'],
  TenantDirectory: MAKES_PEOPLE,
  TenantData: MAKES_PEOPLE,
  MyData: ['AdminGetUser'],
  MyAccount: ['AdminDeleteUser'],
}

/** Whoever has a function's role or a session makes no people, and finds none. */
export function administration(world: World, thieves: Thief[]): { controls: Attempt[]; attempts: Attempt[] } {
  const pools: [name: string, pool: Pool, email: string, mayBeRightful: boolean][] = [
    ['people', world.attacker.config, world.victim.admin.email, true],
    ['operators', world.endpoints.operator, world.operators.SystemAdmin.email, false],
  ]
  const administrator = clientAs(CognitoIdentityProviderClient, world.endpoints)
  const operation = (pool: string) => `cognito: administration of ${pool}`
  return {
    controls: pools.map(([name, { userPoolId }]) => ({
      operation: operation(name),
      role: 'administrator',
      mutation: 'ListUsers',
      expected: 'ok',
      send: () => outcome(() => administrator.send(new ListUsersCommand({ UserPoolId: userPoolId }))),
    })),
    attempts: thieves.flatMap(({ role, credentials, of = '' }) => {
      const client = clientAs(CognitoIdentityProviderClient, world.endpoints, credentials)
      return pools.flatMap(([name, pool, email, mayBeRightful]) =>
        Object.entries(ADMINISTRATION)
          .filter(([action]) => !(mayBeRightful && RIGHTFUL[of]?.includes(action)))
          .map(([action, run]) => ({
            operation: operation(name),
            role,
            mutation: action,
            expected: 'AccessDeniedException',
            send: () => outcome(() => run(client, pool, email)),
          })),
      )
    }),
  }
}
