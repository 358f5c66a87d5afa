import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { auditIntents } from '@tenantry/toolkit/audit.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { answersOf } from '../idempotency/answers-of.ts'
import { Env } from './env.ts'
import { failedQueue } from './failed-queue.ts'
import { listFailedMessages } from './list-failed-messages.ts'
import { redriveFailedMessages } from './redrive-failed-messages.ts'
import { siloQueues } from './silo-queues.ts'

const env = readEnv(Env, process.env)
const client = queues()
const arnPrefix = env.QUEUE_ARN_PREFIX
const services = {
  queues: env.CONSUMERS.map((consumer) => failedQueue(client, { consumer, arnPrefix, system })),
  siloQueues: siloQueues(client, { consumers: env.SILO_CONSUMERS, arnPrefix, system }),
  intents: auditIntents(table(dynamo(), env.AUDIT_TABLE), 'failed-messages', system),
  cursors: openCursors(table(dynamo(), env.LISTS_TABLE), system),
  system,
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'failed-messages',
  operations: {
    listFailedMessages: listFailedMessages(services),
    redriveFailedMessages: redriveFailedMessages(services),
  },
  answers: answersOf(env.IDEMPOTENCY_TABLE, 'failed-messages'),
  logger: createLogger('failed-messages'),
})
