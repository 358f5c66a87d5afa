import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { Env } from './env.ts'
import { keepRecord } from './keep-record.ts'

const env = readEnv(Env, process.env)

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger: createLogger('audit-trail'),
  work: keepRecord(table(dynamo(), env.AUDIT_TABLE)),
})
