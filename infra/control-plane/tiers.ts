import { Env } from '@tenantry/control-plane/tiers/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** The tiers: the defaults, and what operators changed of them. */
export function tiers(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: ControlPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'Tiers', {
    entry: 'control-plane/tiers',
    description: 'The tier catalogue',
    layer,
    env: Env,
    environment: { TIERS_TABLE: data.tiers.tableName },
  })
  data.tiers.grant(fn, 'dynamodb:BatchGetItem')
  return fn
}
