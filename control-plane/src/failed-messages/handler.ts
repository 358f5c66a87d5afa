import { CONTROL_PLANE_ROUTES } from '@tenantry/contracts/control-plane-api/routes.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { apiHandler } from '@tenantry/toolkit/http.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { Env } from './env.ts'
import { failedQueue } from './failed-queue.ts'
import { listFailedMessages } from './list-failed-messages.ts'
import { redriveFailedMessages } from './redrive-failed-messages.ts'

const env = readEnv(Env, process.env)
const client = queues()
const services = {
  queues: env.CONSUMERS.map((consumer) => failedQueue(client, { consumer, arnPrefix: env.QUEUE_ARN_PREFIX })),
}

export const handler = apiHandler({
  routes: CONTROL_PLANE_ROUTES,
  service: 'failed-messages',
  operations: {
    listFailedMessages: listFailedMessages(services),
    redriveFailedMessages: redriveFailedMessages(services),
  },
  logger: createLogger('failed-messages'),
})
