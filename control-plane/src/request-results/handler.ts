import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { outboxStore } from '../tenants/outbox-store.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { Env } from './env.ts'
import { takeResult } from './take-result.ts'
import { waitingTasks } from './waiting-tasks.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('request-results')

const work = takeResult({
  tenants: tenantStore(dynamo(), env.TENANTS_TABLE),
  tasks: waitingTasks(new SFNClient({})),
  outbox: outboxStore(table(dynamo(), env.TENANTS_TABLE)),
  logger,
})

export const handler = eventHandler({ client: queues(), url: env.QUEUE_URL, logger, work })
