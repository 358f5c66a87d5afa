import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { Env } from './env.ts'
import { takeResult } from './take-result.ts'
import { waitingTasks } from './waiting-tasks.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('request-results')
const items = table(dynamo(), env.TENANTS_TABLE)

const work = takeResult({
  workflows: workflowStore(items),
  tasks: waitingTasks(new SFNClient({})),
  outbox: table(dynamo(), env.OUTBOX_TABLE),
  logger,
  system,
})

export const handler = eventHandler({ client: queues(), url: env.QUEUE_URL, logger, work })
