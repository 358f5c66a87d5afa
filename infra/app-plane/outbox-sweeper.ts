import { Env } from '@tenantry/app-plane/outbox-sweeper/env.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { apiEvents, workerEvents } from '@tenantry/contracts/service/environment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { findsWaiting } from '../foundation/outbox-table.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { worksForTenants } from './access-role.ts'
import type { AppPlaneData } from './data.ts'
import { mayReadTenants, newsSource, type Place, queuesOf, roleOf, serviceBusName, siloStack } from './place.ts'
import { SWEEPS_OUTBOX } from './tenant-rights.ts'

const TIMEOUT = Duration.seconds(50)

/**
 * Sends what a crash left in the outbox, each minute. Under its own role it reads the index of waiting entries, whose keys name no tenant; an
 * entry is deleted under a session of the tenant whose key it has, or in a silo under rights that are bound to its tenant.
 */
export function outboxSweeper(
  scope: Construct,
  props: {
    place: Place
    layer: ILayerVersion
    data: AppPlaneData
    /** Where events of services go, and where news of people goes: one bus in the pool. */
    serviceBus: IEventBus
    bus: IEventBus
    services: readonly Service[]
  },
): void {
  const { place, layer, data, serviceBus, bus, services } = props
  const { outbox } = data.tenants
  const events = services.flatMap((service) => [...apiEvents(service), ...workerEvents(service)])
  const types = [...new Set(events.map(({ type }) => type))]
  const role = roleOf(place, 'services', scope, 'OutboxSweeper')
  const name = { name: 'tenant-outbox-sweeper', prefix: queuesOf(place) }
  const queue = consumerQueue(scope, name, TIMEOUT, { every: Duration.minutes(1) })
  const access = worksForTenants(scope, 'OutboxSweeperAccess', place, {
    description: 'Outbox entries, for sessions tagged with a TenantId',
    assumedBy: role,
    tables: data.tenants,
    needs: [],
    outbox: { types: [...types, ...PEOPLE_EVENTS, TENANT_REQUEST], actions: SWEEPS_OUTBOX },
  })
  const fn = microservice(scope, 'OutboxSweeper', {
    entry: 'app-plane/outbox-sweeper',
    description: 'Publishes what is left in the outbox',
    layer,
    role,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      OUTBOX_TABLE: outbox.tableName,
      DIRECTORY_TABLE: data.directory.tableName,
      MOVES_TABLE: data.tenants.moves.tableName,
      SILO_STACK: siloStack(place),
      ACCESS_ROLE_ARN: access,
      EVENT_BUS_NAME: serviceBusName(place),
      NEWS_BUS_NAME: EVENT_BUS_NAME,
      NEWS_SOURCE: newsSource(place),
      QUEUE_URL: queue.queueUrl,
      EVENT_TYPES: JSON.stringify(types),
    },
  })
  findsWaiting(fn, outbox)
  mayReadTenants(fn, data.directory, place)
  mayPublish(fn, bus, { source: newsSource(place), types: [...PEOPLE_EVENTS, TENANT_REQUEST] })
  mayPublish(fn, serviceBus, { source: SERVICE_SOURCE, types })
  consume(fn, queue, 1)
}
