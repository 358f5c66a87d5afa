import { Env } from '@tenantry/app-plane/outbox-sweeper/env.ts'
import { APP_PLANE_SOURCE, PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { apiEvents, workerEvents } from '@tenantry/contracts/service/environment.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice, serviceRole } from '../foundation/microservice.ts'
import { findsWaiting } from '../foundation/outbox-table.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { accessRole, SWEEPS_OUTBOX } from './access-role.ts'
import type { AppPlaneData } from './data.ts'

const TIMEOUT = Duration.seconds(50)

/**
 * Sends what a crash left in the outbox, each minute. Under its own role it reads the index of waiting entries, whose keys name no tenant; an
 * entry is deleted under a session of the tenant whose key it has.
 */
export function outboxSweeper(
  scope: Construct,
  props: { layer: LayerVersion; data: AppPlaneData; bus: IEventBus; services: readonly Service[] },
): void {
  const { layer, data, bus, services } = props
  const { outbox } = data.tenants
  const events = services.flatMap((service) => [...apiEvents(service), ...workerEvents(service)])
  const types = [...new Set(events.map(({ type }) => type))]
  const role = serviceRole(scope, 'OutboxSweeper')
  const queue = consumerQueue(scope, 'tenant-outbox-sweeper', TIMEOUT, { every: Duration.minutes(1) })
  const access = accessRole(scope, 'OutboxSweeperAccess', {
    description: 'Outbox entries, for sessions tagged with a TenantId',
    assumedBy: role,
    tables: data.tenants,
    needs: [],
    outbox: { types: [...types, ...PEOPLE_EVENTS], actions: SWEEPS_OUTBOX },
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
      ACCESS_ROLE_ARN: access.roleArn,
      EVENT_BUS_NAME,
      QUEUE_URL: queue.queueUrl,
      EVENT_TYPES: JSON.stringify(types),
    },
  })
  findsWaiting(fn, outbox)
  mayPublish(fn, bus, { source: APP_PLANE_SOURCE, types: PEOPLE_EVENTS })
  mayPublish(fn, bus, { source: SERVICE_SOURCE, types })
  consume(fn, queue, 1)
}
