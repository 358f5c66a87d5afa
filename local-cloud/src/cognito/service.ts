import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, Outbox } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { operations } from './operations.ts'
import { userPoolType } from './resources/user-pool.ts'
import { userPoolClientType } from './resources/user-pool-client.ts'
import { userPoolGroupType } from './resources/user-pool-group.ts'
import { userPoolUserType } from './resources/user-pool-user.ts'
import { userPoolUserToGroupAttachmentType } from './resources/user-pool-user-to-group-attachment.ts'
import { tokensWithoutPassword } from './sign-in/tokens-without-password.ts'
import { challengeStore } from './stores/challenge-store.ts'
import { clientStore } from './stores/client-store.ts'
import { codeStore } from './stores/code-store.ts'
import { groupStore } from './stores/group-store.ts'
import { lockoutStore } from './stores/lockout-store.ts'
import { poolStore } from './stores/pool-store.ts'
import { sessionStore } from './stores/session-store.ts'
import { userStore } from './stores/user-store.ts'
import { jsonWebKeySet } from './tokens/signing-key.ts'

interface Needs {
  context: CloudContext
  /** Runs the pools' triggers. */
  functions: Functions
  /** Takes invitations and codes. */
  outbox: Outbox
}

/** Cognito user pools. */
export function cognitoService({ context, functions, outbox }: Needs): {
  service: Service
  resourceTypes: ResourceType[]
  /** What `/<pool id>/.well-known/jwks.json` answers. */
  jwks(poolId: string): object | undefined
  tokensWithoutPassword(input: unknown): Promise<object>
} {
  const services = {
    context,
    functions,
    outbox,
    pools: poolStore(context),
    clients: clientStore(context),
    groups: groupStore(context),
    users: userStore(context),
    sessions: sessionStore(context),
    challenges: challengeStore(context),
    codes: codeStore(context),
    lockouts: lockoutStore(context),
  }
  return {
    service: {
      name: 'cognito-idp',
      protocol: 'json-1.1',
      targetPrefix: 'AWSCognitoIdentityProviderService',
      operations: operations(services),
    },
    resourceTypes: [
      userPoolType(services),
      userPoolClientType(services),
      userPoolGroupType(services),
      userPoolUserType(services),
      userPoolUserToGroupAttachmentType(services),
    ],
    jwks: (poolId) => (services.pools.find(poolId) ? jsonWebKeySet(services.pools.key(poolId)) : undefined),
    tokensWithoutPassword: tokensWithoutPassword(services),
  }
}
