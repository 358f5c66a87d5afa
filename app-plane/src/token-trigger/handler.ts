import { ASK_FIRST } from '@tenantry/contracts/invitation-question.ts'
import { SELF_SERVICE_SCOPE } from '@tenantry/contracts/self-service-scope.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { directoryReader } from '@tenantry/toolkit/tenant-directory.ts'
import { triggerHandler } from '@tenantry/toolkit/trigger-handler.ts'
import { workFor } from '@tenantry/toolkit/work.ts'
import { membershipChanges } from '../people/membership-changes.ts'
import { membershipStore } from '../people/membership-store.ts'
import { peopleAudit } from '../people/people-audit.ts'
import { tenantUserSender } from '../people/tenant-user-sender.ts'
import { chooseMembership } from './choose-membership.ts'
import { Env } from './env.ts'
import type { TokenEvent } from './token-event.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('token-trigger')
const bus = eventBridge()
const send = tenantUserSender((event) => publish(bus, env.EVENT_BUS_NAME, env.NEWS_SOURCE, [event]))
const tables = { memberships: env.MEMBERSHIPS_TABLE, outbox: env.OUTBOX_TABLE }
const memberships = {
  ...membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE)),
  ...membershipChanges(dynamo(), tables, {
    announce: relay(send, logger),
    audit: peopleAudit(env.AUDIT_TABLE, 'token-trigger', system),
    by: bySystem('token-trigger'),
    system,
  }),
}
const directory = directoryReader(table(dynamo(), env.DIRECTORY_TABLE))
const tenantSince = async (tenantId: string) => (await directory(tenantId))?.createdAt ?? null

/** Names the tenant in the access token, and nothing else: role, tier and status are read anew for each request. */
export const handler = triggerHandler(logger, async (event: TokenEvent) => {
  const { userAttributes, clientMetadata } = event.request
  const userId = userAttributes.sub ?? event.userName
  const isRefresh = event.triggerSource === 'TokenGeneration_RefreshTokens'
  const asks = clientMetadata?.invitation === ASK_FIRST.invitation ? tenantSince : null
  const named = clientMetadata?.tenantId
  const { tenantId } = await chooseMembership(memberships, { userId, named, isRefresh, asks })
  if (tenantId) workFor({ tenantId })
  const claimsToAddOrOverride = { tenantId }
  event.response = {
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { claimsToAddOrOverride, scopesToSuppress: [SELF_SERVICE_SCOPE] },
    },
  }
  return event
})
