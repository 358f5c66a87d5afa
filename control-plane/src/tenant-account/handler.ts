import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { AccountQuestion } from '@tenantry/contracts/tenant-account.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { tenantRequests } from '../tenants/tenant-requests.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { keyUsage } from '../usage-plans/key-usage.ts'
import { planGateway } from '../usage-plans/plan-gateway.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { answerQuestion } from './answer-question.ts'
import { Env } from './env.ts'
import { monthUsage } from './month-usage.ts'
import { cognitoTokens, verifyMember } from './verify-member.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-account')
const items = table(dynamo(), env.TENANTS_TABLE)
const gateway = new APIGatewayClient({})
const metering = { usage: keyUsage(gateway), plans: planGateway(gateway), system }
const answer = answerQuestion({
  tenants: tenantReader(items),
  requests: tenantRequests(dynamo(), { tenants: env.TENANTS_TABLE, audit: env.AUDIT_TABLE }),
  tiers: tierCatalogue(table(dynamo(), env.TIERS_TABLE)),
  workflows: workflowStore(items),
  // API Gateway's rate is the account's: who looks at an account must not wait for it, nor be refused because of it.
  usageOf: (tenant, tier) =>
    monthUsage(metering, tenant, tier).catch((error: Error) => {
      logger.warn('the usage of a tenant cannot be told', { tenantId: tenant.tenantId, error: error.message })
      return null
    }),
  verify: verifyMember(cognitoTokens(), { userPoolId: env.USER_POOL_ID, clientId: env.CLIENT_ID }),
  system,
})

export const handler = invocationHandler({
  kind: 'step',
  logger,
  describe(event: unknown) {
    const { operation = 'unknown', tenantId = null } = z.safeParse(AccountQuestion, event).data ?? {}
    return { operation, tenantId }
  },
  run: answer,
})
