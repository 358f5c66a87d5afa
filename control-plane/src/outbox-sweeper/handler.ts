import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { sweepOutbox } from '@tenantry/toolkit/sweep-outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { awaitsAnswer } from '../tenants/outbox-entries.ts'
import { sender } from '../tenants/senders.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const outbox = table(dynamo(), env.OUTBOX_TABLE)
const send = sender({
  events: eventBridge(),
  bus: env.EVENT_BUS_NAME,
  states: new SFNClient({}),
  machines: env.WORKFLOW_MACHINES,
})

/** Sends what a crash or an outage left in the control plane's outbox, and requests that nobody answered. */
export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(_, context) {
    await sweepOutbox({
      index: outbox,
      tableOf: async () => outbox,
      send,
      stays: awaitsAnswer,
      remaining: () => context.getRemainingTimeInMillis(),
      system,
      logger,
    })
  },
})
