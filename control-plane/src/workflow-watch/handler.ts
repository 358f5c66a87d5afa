import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { countMetric } from '@tenantry/toolkit/metrics.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { Env } from './env.ts'
import { findExecution } from './find-execution.ts'
import { watchWorkflows } from './watch-workflows.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('workflow-watch')
const services = {
  workflows: workflowStore(table(dynamo(), env.TENANTS_TABLE)),
  findExecution: findExecution(new SFNClient({}), env.WORKFLOW_MACHINES),
  count: countMetric,
  system,
  logger,
}

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work() {
    await watchWorkflows(services)
  },
})
