import { SFNClient } from '@aws-sdk/client-sfn'
import { mayReportOf } from '@tenantry/contracts/events.ts'
import { TENANT_REQUEST, TenantRequest } from '@tenantry/contracts/tenant-request.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { eventBridge, readEvent } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { sendNow } from '../tenants/outbox-entries.ts'
import { sender } from '../tenants/senders.ts'
import { tenantStore } from '../tenants/tenant-store.ts'
import { mostRuns, slots } from '../workflows/slots.ts'
import { workflowStore } from '../workflows/workflow-store.ts'
import { Env } from './env.ts'
import { takeRequest } from './take-request.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('tenant-requests')
const items = table(dynamo(), env.TENANTS_TABLE)
const send = sender({
  events: eventBridge(),
  bus: env.EVENT_BUS_NAME,
  states: new SFNClient({}),
  machines: env.WORKFLOW_MACHINES,
  slots: slots(items, mostRuns(env.ONBOARDING_SLOTS)),
})
const take = takeRequest({
  tenants: tenantStore(dynamo(), { tenants: env.TENANTS_TABLE, outbox: env.OUTBOX_TABLE, audit: env.AUDIT_TABLE }),
  workflows: workflowStore(items),
  send: sendNow(table(dynamo(), env.OUTBOX_TABLE), send, logger),
  system,
  logger,
})

export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work(event) {
    if (event['detail-type'] !== TENANT_REQUEST) throw new Error(`No rule should deliver ${event['detail-type']} here`)
    const request = readEvent(TenantRequest, event)
    if (!mayReportOf(request.tenantId, event.source)) throw new Error(`Event ${event.id} comes from ${event.source}`)
    await take(request)
  },
})
