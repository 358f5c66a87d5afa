import { Env } from '@tenantry/control-plane/registration/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** Public sign-up: writes the tenant with its unique name, and starts provisioning. */
export function registration(
  scope: Construct,
  { layer, data, provisioning }: { layer: LayerVersion; data: ControlPlaneData; provisioning: StateMachine },
): LambdaFunction {
  const fn = microservice(scope, 'Registration', {
    entry: 'control-plane/registration',
    description: 'Sign-up of tenants',
    layer,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      TIERS_TABLE: data.tiers.tableName,
      PROVISIONING_MACHINE_ARN: provisioning.stateMachineArn,
    },
  })
  data.tenants.grant(fn, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem')
  data.tiers.grant(fn, 'dynamodb:BatchGetItem')
  provisioning.grantStartExecution(fn)
  return fn
}
