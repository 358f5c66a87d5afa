import { SERVICES } from 'tenantry:services'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { readEnv } from '@tenantry/toolkit/env.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { queues } from '@tenantry/toolkit/queue.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { dynamo, table } from '@tenantry/toolkit/table.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'
import { tenantTable } from '@tenantry/toolkit/tenant-table.ts'
import * as z from 'zod/mini'
import { Env } from './env.ts'
import { fillSlots } from './fill-slots.ts'
import { listStates } from './list-states.ts'
import { directoryTenants, siloTenant } from './tenants.ts'

const env = readEnv(Env, process.env)
const logger = createLogger('slot-filler')
const session =
  env.ACCESS_ROLE_ARN === ''
    ? async () => null
    : tenantSessions(securityTokens(), { roleArn: env.ACCESS_ROLE_ARN, system })
const directory = table(dynamo(), env.DIRECTORY_TABLE)
const workerSeconds = SERVICES.map(({ worker }) => worker?.timeoutSeconds ?? 0)

/** An operator may ask for collections to be looked through again. */
const Wish = z.object({ refill: z.optional(z.array(z.string())) })

/** Gives each entity's items what its lists need, after a deployment that brought, changed or removed an order. */
export const handler = eventHandler({
  client: queues(),
  url: env.QUEUE_URL,
  logger,
  async work({ detail }, context) {
    await fillSlots(
      {
        entities: SERVICES.flatMap(({ entities }) => entities),
        states: listStates(table(dynamo(), env.LISTS_TABLE)),
        tenants: env.SILO_TENANT === '' ? directoryTenants(directory, system) : siloTenant(directory, env.SILO_TENANT),
        tableOf: async ({ tenantId, journaled }, { collection }) =>
          tenantTable(
            { tenantId, journal: journaled ? env.MOVES_TABLE : null },
            dynamo(await session(tenantId)),
            env.TABLES[collection] ?? '',
            'begins',
          ),
        settleMs: Math.max(PROPAGATION_SECONDS, ...workerSeconds) * 1000,
        remaining: () => context.getRemainingTimeInMillis(),
        system,
        logger,
      },
      z.parse(Wish, detail).refill,
    )
  },
})
