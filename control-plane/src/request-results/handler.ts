import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { outboxStore } from '../tenants/outbox-store.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { Env } from './env.ts'
import { takeResult } from './take-result.ts'
import { waitingTasks } from './waiting-tasks.ts'

const env = readEnv(Env, process.env)
const items = table(dynamo(), env.TENANTS_TABLE)

export const handler = takeResult({
  workflows: workflowStore(items),
  tasks: waitingTasks(new SFNClient({})),
  outbox: outboxStore(items),
  logger: createLogger('request-results'),
  system,
})
