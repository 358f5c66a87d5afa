import { Env } from '@tenantry/app-plane/slot-filler/env.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { on } from '@tenantry/contracts/service/tenant-table.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { worksForTenants } from './access-role.ts'
import type { AppPlaneData } from './data.ts'
import { mayReadTenants, type Place, queuesOf, roleOf } from './place.ts'

const TIMEOUT = Duration.seconds(50)

/**
 * Fills the slots of entities' tables when a deployment has changed their orders: looks each minute, and works in bounded runs. It finds tenants
 * in the directory, and reaches their items as every worker does, under a session of one tenant. In a silo there is one tenant.
 */
export function slotFiller(
  scope: Construct,
  props: {
    place: Place
    layer: ILayerVersion
    data: AppPlaneData
    services: readonly Service[]
    writers: readonly (LambdaFunction | null)[]
  },
): void {
  const { place, layer, data, services, writers } = props
  const entities = services.flatMap((service) => service.entities)
  const role = roleOf(place, 'services', scope, 'SlotFiller')
  const queue = consumerQueue(scope, { name: 'slot-filler', prefix: queuesOf(place) }, TIMEOUT, {
    every: Duration.minutes(1),
  })
  const access = worksForTenants(scope, 'SlotFillerAccess', place, {
    description: 'Filling of slots, for sessions tagged with a TenantId',
    assumedBy: role,
    tables: data.tenants,
    needs: entities.map((entity) => on(entity, 'Query', 'UpdateItem')),
  })
  const fn = microservice(scope, 'SlotFiller', {
    entry: 'app-plane/slot-filler',
    description: 'Gives items what the orders of lists need',
    layer,
    role,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      LISTS_TABLE: data.lists.tableName,
      DIRECTORY_TABLE: data.directory.tableName,
      MOVES_TABLE: data.tenants.moves.tableName,
      ACCESS_ROLE_ARN: access,
      QUEUE_URL: queue.queueUrl,
      SILO_TENANT: place.kind === 'pool' ? '' : place.tenantId,
      TABLES: Stack.of(scope).toJsonString(
        Object.fromEntries(entities.map((entity) => [entity.collection, data.tenants.of(entity).tableName])),
      ),
    },
  })
  mayAccess(fn, data.lists, 'GetItem', 'PutItem')
  mayReadTenants(fn, data.directory, place)
  if (place.kind === 'pool') mayAccess(fn, data.directory, 'Scan')
  // It is deployed after those who write: when it knows an order, so do they.
  fn.node.addDependency(...writers.filter((writer) => writer !== null))
  consume(fn, queue, 1)
}
