import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { eventBridge } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { sender } from '../tenants/senders.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { Env } from './env.ts'
import { sweep } from './sweep.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const outbox = table(dynamo(), env.OUTBOX_TABLE)
const send = sender({
  events: eventBridge(),
  bus: env.EVENT_BUS_NAME,
  states: new SFNClient({}),
  machines: env.WORKFLOW_MACHINES,
  slots: slots(table(dynamo(), env.TENANTS_TABLE), mostRuns(env.ONBOARDING_SLOTS)),
})

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(_, context) {
    await sweep({ outbox, send, remaining: () => context.getRemainingTimeInMillis(), system, logger })
  },
})
