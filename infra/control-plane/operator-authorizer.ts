import { Env } from '@tenantry/control-plane/operator-authorizer/env.ts'
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** The control plane's authorizer: operators by the groups of their own user pool. */
export function operatorAuthorizer(
  scope: Construct,
  {
    layer,
    data,
    pool,
    client,
  }: { layer: LayerVersion; data: ControlPlaneData; pool: IUserPool; client: IUserPoolClient },
): LambdaFunction {
  const fn = microservice(scope, 'OperatorAuthorizer', {
    entry: 'control-plane/operator-authorizer',
    description: 'Verifies tokens of operators and their role',
    layer,
    env: Env,
    environment: {
      USER_POOL_ID: pool.userPoolId,
      CLIENT_ID: client.userPoolClientId,
      TENANTS_TABLE: data.tenants.tableName,
    },
  })
  pool.grant(fn, 'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser')
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['operator-sessions#*'] })
  return fn
}
