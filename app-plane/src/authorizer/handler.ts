import { siloStackName } from '@tenantry/contracts/deployment.ts'
import { DIRECTORY_CACHE_SECONDS } from '@tenantry/contracts/timing.ts'
import { authorizerHandler, UNAUTHORIZED } from '@tenantry/toolkit/authorizer-handler.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { directoryReader, tierReader } from '@tenantry/toolkit/tenant-directory.ts'
import { securityTokens } from '@tenantry/toolkit/tenant-session.ts'
import { noteOfWork, workFor } from '@tenantry/toolkit/work.ts'
import { membershipStore } from '../people/membership-store.ts'
import { personSessions } from '../people/person-sessions.ts'
import { type AuthorizerServices, authorize } from './authorize.ts'
import { Env } from './env.ts'
import { servesFrom } from './serves.ts'
import { sizeNearLimit } from './size-near-limit.ts'
import { sessionsByRole } from './tenant-session.ts'
import { cognitoVerifier } from './verify-token.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('authorizer')
const directory = table(dynamo(), env.DIRECTORY_TABLE)
const memberships = membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE))
const verify = cognitoVerifier({ userPoolId: env.USER_POOL_ID, clientId: env.CLIENT_ID })

/** All these reads may be this old, and no more: see PROPAGATION_SECONDS. */
const remembered = <T>(load: (key: string) => Promise<T>) =>
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
  tenant: remembered(directoryReader(directory)),
  tier: remembered(tierReader(directory)),
  asked: env.PLAN_KEYS,
  membership: (tenantId: string, userId: string) => membershipByKey(`${tenantId}/${userId}`),
  validFrom: remembered(people.validFrom),
  session: env.ACCESS_ROLE_ARNS
    ? sessionsByRole(securityTokens(), { roleArns: env.ACCESS_ROLE_ARNS, system })
    : async () => null,
  patterns: env.ROUTE_PATTERNS,
  movesTable: env.MOVES_TABLE || null,
  knows: (tenantId) => env.SILO_STACK === '' || env.SILO_STACK === siloStackName(tenantId),
  serves: servesFrom(env.SILO_STACK),
  now: system.now,
} satisfies AuthorizerServices

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html */
interface TokenAuthorizerEvent {
  authorizationToken: string
  methodArn: string
}

export const handler = authorizerHandler(logger, async (event: TokenAuthorizerEvent) => {
  const claims = await verify(event.authorizationToken)
  if (!claims) throw new Error(UNAUTHORIZED)
  workFor(claims)
  const result = await authorize(services, claims, event.methodArn)
  const { tenantId, userId, role, tier } = result.context
  workFor({ tenantId: claims.tenantId, tier: tier || undefined })
  const { Effect } = result.policyDocument.Statement[0] ?? {}
  const denial = Effect === 'Deny' ? result.context.denial : undefined
  noteOfWork({ userId, role, effect: Effect, denial })
  const tooLargeSoon = sizeNearLimit(result)
  if (tooLargeSoon) logger.warn('authorizer answer nearly too large', { tenantId, ...tooLargeSoon })
  return result
})
