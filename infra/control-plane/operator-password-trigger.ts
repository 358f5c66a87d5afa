import { Env } from '@tenantry/control-plane/operator-password-trigger/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** Ends the sessions of an operator who has chosen a new password. */
export function operatorPasswordTrigger(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: ControlPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'OperatorPasswordTrigger', {
    entry: 'control-plane/operator-password-trigger',
    description: 'Cognito PostConfirmation: a new password ends older sessions of an operator',
    layer,
    env: Env,
    environment: { TENANTS_TABLE: data.tenants.tableName },
  })
  mayAccessKeys(fn, data.tenants, { actions: ['UpdateItem'], keys: ['operator-sessions#*'] })
  return fn
}
