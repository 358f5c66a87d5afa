import { SFNClient } from '@aws-sdk/client-sfn'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { startRun } from '../tenants/senders.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { Env } from './env.ts'
import { fillSlots } from './fill-slots.ts'

const env = readEnv(Env, process.env)
const items = table(dynamo(), env.TENANTS_TABLE)
const services = {
  slots: slots(items, mostRuns(env.ONBOARDING_SLOTS)),
  workflows: workflowStore(items),
  start: startRun(new SFNClient({}), env.WORKFLOW_MACHINES),
  most: mostRuns(env.ONBOARDING_SLOTS),
  system,
}

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger: createLogger('workflow-slots'),
  work: () => fillSlots(services),
})
