import { readEnv } from '@tenantry/toolkit/env.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { membershipStore } from '../people/membership-store.ts'
import { chooseMembership } from './choose-membership.ts'
import { Env } from './env.ts'
import type { TokenEvent } from './token-event.ts'

const env = readEnv(Env, process.env)
const memberships = membershipStore(table(dynamo(), env.MEMBERSHIPS_TABLE))

/** Names the tenant in the access token, and nothing else: role, tier and status are read anew for each request. */
export async function handler(event: TokenEvent): Promise<TokenEvent> {
  const { userAttributes, clientMetadata } = event.request
  const userId = userAttributes.sub ?? event.userName
  const { tenantId } = await chooseMembership(memberships, userId, clientMetadata?.tenantId)
  event.response = {
    claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: { tenantId } } },
  }
  return event
}
