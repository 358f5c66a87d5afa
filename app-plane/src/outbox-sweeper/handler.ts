import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventBridge, publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { sweepOutbox } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { Env } from './env.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('outbox-sweeper')
const bus = eventBridge()

/** Sends what a crash or an outage left in the outbox of memberships. */
export const handler = () =>
  sweepOutbox({
    table: table(dynamo(), env.MEMBERSHIPS_TABLE),
    keyNames: ['tenantId', 'userId'],
    send: (event) => publish(bus, env.EVENT_BUS_NAME, APP_PLANE_SOURCE, [event]),
    system,
    logger,
  })
