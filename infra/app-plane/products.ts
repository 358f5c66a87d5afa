import { Env } from '@tenantry/app-plane/products/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'

/** Products. No grant: tables are reached by the tenant session alone, so that forgotten isolation is an AccessDenied. */
export function products(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: AppPlaneData },
): LambdaFunction {
  return microservice(scope, 'Products', {
    entry: 'app-plane/products',
    description: 'Products of the sample shop',
    layer,
    env: Env,
    environment: { PRODUCTS_TABLE: data.products.tableName },
  })
}
