import { APIGatewayClient } from '@aws-sdk/client-api-gateway'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import type { LambdaContext } from '@tenantry/toolkit/lambda-proxy.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { eventSender } from '../tenants/senders.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { apiKeys } from './api-keys.ts'
import { Env } from './env.ts'
import { logStep } from './log-step.ts'
import { runStep } from './run-step.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('lifecycle')
const items = table(dynamo(), env.TENANTS_TABLE)

const run = runStep({
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  workflows: workflowStore(items),
  keys: apiKeys(new APIGatewayClient({})),
  usagePlans: env.USAGE_PLANS,
  publish: sendNow(table(dynamo(), env.OUTBOX_TABLE), eventSender(eventBridge(), env.EVENT_BUS_NAME), logger),
  system,
})

/** One step of a workflow, as its state machine asks for it. */
export const handler = (event: unknown, { awsRequestId }: LambdaContext): Promise<void> =>
  logStep(logger, event, awsRequestId, () => run(event))
