import { Env } from '@tenantry/app-plane/orders/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'

/** Orders and the stock that they take. No grant: tables are reached by the tenant session alone. */
export function orders(scope: Construct, { layer, data }: { layer: LayerVersion; data: AppPlaneData }): LambdaFunction {
  return microservice(scope, 'Orders', {
    entry: 'app-plane/orders',
    description: 'Orders of the sample shop',
    layer,
    env: Env,
    environment: { ORDERS_TABLE: data.orders.tableName, PRODUCTS_TABLE: data.products.tableName },
  })
}
