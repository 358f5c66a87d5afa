import { DIRECTORY_CACHE_SECONDS } from '@tenantry/contracts/timing.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import type { LambdaContext } from '@tenantry/toolkit/lambda-proxy.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { directoryReader } from '@tenantry/toolkit/tenant-directory.ts'
import { securityTokens } from '@tenantry/toolkit/tenant-session.ts'
import { membershipStore } from '../people/membership-store.ts'
import { personSessions } from '../people/person-sessions.ts'
import { type AuthorizerResult, type AuthorizerServices, authorize, UNAUTHORIZED } from './authorize.ts'
import { Env } from './env.ts'
import { sizeNearLimit } from './size-near-limit.ts'
import { sessionsByRole } from './tenant-session.ts'
import { cognitoVerifier } from './verify-token.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('authorizer')
const directory = directoryReader(table(dynamo(), env.DIRECTORY_TABLE))
const memberships = membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE))
const verify = cognitoVerifier({ userPoolId: env.USER_POOL_ID, clientId: env.CLIENT_ID })

/** All three reads may be this old, and no more: see PROPAGATION_SECONDS. */
const remembered = <T>(load: (key: string) => Promise<T | undefined>) =>
  cached({
    load,
    freshUntil: (_, loadedAt) => loadedAt + DIRECTORY_CACHE_SECONDS * 1000,
    now: system.now,
    maxEntries: 10_000,
  })
const membershipByKey = remembered((key) => {
  const [tenantId = '', userId = ''] = key.split('/', 2)
  return memberships.get(tenantId, userId)
})
const people = personSessions(table(dynamo(), env.PEOPLE_TABLE))
const services = {
  tenant: remembered(directory),
  membership: (tenantId: string, userId: string) => membershipByKey(`${tenantId}/${userId}`),
  validFrom: remembered(people.validFrom),
  session: sessionsByRole(securityTokens(), { roleArns: env.ACCESS_ROLE_ARNS, system }),
  patterns: env.ROUTE_PATTERNS,
  serves: 'pool',
} satisfies AuthorizerServices

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
interface TokenAuthorizerEvent {
  authorizationToken: string
  methodArn: string
}

export async function handler(event: TokenAuthorizerEvent, { awsRequestId }: LambdaContext): Promise<AuthorizerResult> {
  const claims = await verify(event.authorizationToken)
  if (!claims) throw new Error(UNAUTHORIZED)
  const result = await authorize(services, claims, event.methodArn)
  const { tenantId, userId, role, tier } = result.context
  const { Effect } = result.policyDocument.Statement[0] ?? {}
  const denial = Effect === 'Deny' ? result.context.denial : undefined
  logger.info('authorized', { requestId: awsRequestId, tenantId, userId, role, tier, effect: Effect, denial })
  const tooLargeSoon = sizeNearLimit(result)
  if (tooLargeSoon)
    logger.warn('authorizer answer nearly too large', { requestId: awsRequestId, tenantId, ...tooLargeSoon })
  return result
}
