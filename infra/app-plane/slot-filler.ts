import { Env } from '@tenantry/app-plane/slot-filler/env.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { on } from '@tenantry/contracts/service/tenant-table.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice, serviceRole } from '../foundation/microservice.ts'
import { accessRole } from './access-role.ts'
import type { AppPlaneData } from './data.ts'

const TIMEOUT = Duration.seconds(50)

/**
 * Fills the slots of entities' tables when a deployment has changed their orders: looks each minute, and works in bounded runs. It finds tenants
 * in the directory, and reaches their items as every worker does, under a session of one tenant.
 */
export function slotFiller(
  scope: Construct,
  props: {
    layer: LayerVersion
    data: AppPlaneData
    services: readonly Service[]
    writers: readonly (LambdaFunction | null)[]
  },
): void {
  const { layer, data, services, writers } = props
  const entities = services.flatMap((service) => service.entities)
  const role = serviceRole(scope, 'SlotFiller')
  const queue = consumerQueue(scope, 'slot-filler', TIMEOUT, { every: Duration.minutes(1) })
  const access = accessRole(scope, 'SlotFillerAccess', {
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
      ACCESS_ROLE_ARN: access.roleArn,
      QUEUE_URL: queue.queueUrl,
      TABLES: Stack.of(scope).toJsonString(
        Object.fromEntries(entities.map((entity) => [entity.collection, data.tenants.of(entity).tableName])),
      ),
    },
  })
  mayAccess(fn, data.lists, 'GetItem', 'PutItem')
  mayAccess(fn, data.directory, 'GetItem', 'Scan')
  // It is deployed after those who write: when it knows an order, so do they.
  fn.node.addDependency(...writers.filter((writer) => writer !== null))
  consume(fn, queue, 1)
}
