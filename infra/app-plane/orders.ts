import { Env } from '@tenantry/app-plane/orders/env.ts'
import { SHOP_SOURCE } from '@tenantry/contracts/events.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { AppPlaneData } from './data.ts'

/** Orders and the stock that they take. Tables are reached by the tenant session alone. */
export function orders(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: AppPlaneData; bus: IEventBus },
): LambdaFunction {
  const fn = microservice(scope, 'Orders', {
    entry: 'app-plane/orders',
    description: 'Orders of the sample shop',
    layer,
    env: Env,
    environment: {
      ORDERS_TABLE: data.orders.tableName,
      PRODUCTS_TABLE: data.products.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      EVENT_BUS_NAME,
    },
  })
  mayPublish(fn, bus, SHOP_SOURCE)
  return fn
}
