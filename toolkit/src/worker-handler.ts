import { askedOf } from '@tenantry/contracts/service/entitlement.ts'
import { workerEnvironment, workerEvents } from '@tenantry/contracts/service/environment.ts'
import type { Service, Worker } from '@tenantry/contracts/service/service.ts'
import { eventDetail, SERVICE_SOURCE, type ServiceEvent } from '@tenantry/contracts/service/service-event.ts'
import { DIRECTORY_CACHE_SECONDS } from '@tenantry/contracts/timing.ts'
import type * as z from 'zod/mini'
import { cached } from './cache.ts'
import { readVariables } from './env.ts'
import { eventHandler } from './event-handler.ts'
import { type BusEvent, eventBridge, publish, readEvent } from './events.ts'
import { forwardEvent } from './forward-event.ts'
import { type OpenService, openWith } from './open-service.ts'
import { queues } from './queue.ts'
import { system } from './system.ts'
import { dynamo, table } from './table.ts'
import { directoryReader, servedTenant, tierReader, workTenant } from './tenant-directory.ts'
import { TenantNotServed, withTenantFromEvent } from './tenant-from-event.ts'
import type { TenantScope } from './tenant-scope.ts'
import { securityTokens, tenantSessions } from './tenant-session.ts'
import { noteOfWork } from './work.ts'

type Consumes<S> = S extends { worker: { consumes: readonly (infer E extends ServiceEvent)[] } } ? E : never

/** One function for each event type that the worker consumes, each in the scope of the event's tenant. */
export type Consumers<S> = {
  [Event in Consumes<S> as Event['type']]: (tenant: TenantScope, data: z.output<Event['data']>) => Promise<unknown>
}

/** The Lambda handler of a service's worker. What a consumer returns is logged as the outcome. */
export function workerHandler<const S extends Service & { worker: Worker }>(
  service: S,
  source: NodeJS.ProcessEnv,
  consumersOf: (open: OpenService) => Consumers<S>,
) {
  const env = readVariables(workerEnvironment(service), source)
  const open = openWith(service, env, workerEvents(service))
  const consumers = new Map(Object.entries<(tenant: TenantScope, data: never) => Promise<unknown>>(consumersOf(open)))
  const { withTenant, forward } = tenantsOf(service, env)
  const { logger } = open

  async function work(event: BusEvent): Promise<void> {
    const consumed = service.worker.consumes.find(({ type }) => type === event['detail-type'])
    const consume = consumers.get(event['detail-type'])
    if (event.source !== SERVICE_SOURCE || !consumed || !consume) {
      throw new Error(`${service.name} does not consume ${event['detail-type']} of ${event.source}`)
    }
    const { tenantId, data } = readEvent(eventDetail(consumed), event)
    try {
      noteOfWork({ outcome: await withTenant(tenantId, (tenant) => consume(tenant, data as never)) })
    } catch (error) {
      if (!(error instanceof TenantNotServed) || !(await forward(event, tenantId))) throw error
      logger.info('event sent on to where its tenant is served')
    }
  }

  return eventHandler({ client: queues(), url: env.QUEUE_URL ?? '', logger, work })
}

/** Opens tenants by the directory, and under sessions of the worker's access role where it has one; sends on what is for another place. */
function tenantsOf(service: Service, env: Record<string, string>) {
  const { DIRECTORY_TABLE = '', MOVES_TABLE = '', ACCESS_ROLE_ARN = '', POOL_BUS_NAME = '' } = env
  const directory = table(dynamo(), DIRECTORY_TABLE)
  const read = directoryReader(directory)
  const readTier = tierReader(directory)
  const asked = askedOf([service])
  const pooled = ACCESS_ROLE_ARN !== ''
  const served = pooled ? 'pool' : 'silo'
  const client = eventBridge()
  return {
    withTenant: withTenantFromEvent({
      worker: service.name,
      tenant: cached({
        async load(tenantId) {
          const entry = servedTenant(await read(tenantId), served)
          if (!entry) return undefined
          const now = system.now()
          return workTenant(entry, { tier: await readTier(entry.tier), asked, movesTable: MOVES_TABLE, now })
        },
        freshUntil: (_, loadedAt) => loadedAt + DIRECTORY_CACHE_SECONDS * 1000,
        now: system.now,
        maxEntries: 10_000,
      }),
      session: pooled ? tenantSessions(securityTokens(), { roleArn: ACCESS_ROLE_ARN, system }) : null,
    }),
    forward: forwardEvent({
      directory: read,
      publish: (bus, source, entries) => publish(client, bus, source, entries),
      served,
      poolBus: POOL_BUS_NAME,
    }),
  }
}
