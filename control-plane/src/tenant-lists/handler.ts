import { AccountListQuestion } from '@tenantry/contracts/tenant-account.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { invocationHandler } from '@tenantry/toolkit/invocation-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { auditReader } from '../audit/audit-reader.ts'
import { costState } from '../cost-records/cost-state.ts'
import { tenantCosts } from '../cost-records/tenant-costs.ts'
import { cognitoTokens, verifyMember } from '../tenant-account/verify-member.ts'
import { tenantReader } from '../tenants/tenant-reader.ts'
import { answerList } from './answer-list.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-lists')
const costs = table(dynamo(), env.COSTS_TABLE)
const answer = answerList({
  tenants: tenantReader(table(dynamo(), env.TENANTS_TABLE)),
  usage: table(dynamo(), env.USAGE_TABLE),
  readAudit: auditReader(table(dynamo(), env.AUDIT_TABLE)),
  state: costState(costs),
  tenantCosts: tenantCosts(costs),
  showsMoney: env.SHOWS_MONEY === 'true',
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
  verify: verifyMember(cognitoTokens(), { userPoolId: env.USER_POOL_ID, clientId: env.CLIENT_ID }),
  system,
})

export const handler = invocationHandler({
  kind: 'step',
  logger,
  describe(event: unknown) {
    const { list = 'unknown', tenantId = null } = z.safeParse(AccountListQuestion, event).data ?? {}
    return { operation: list, tenantId }
  },
  run: answer,
})
