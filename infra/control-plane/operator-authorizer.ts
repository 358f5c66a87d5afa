import { Env } from '@tenantry/control-plane/operator-authorizer/env.ts'
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'

/** The control plane's authorizer: operators by the groups of their own user pool. */
export function operatorAuthorizer(
  scope: Construct,
  { layer, pool, client }: { layer: LayerVersion; pool: IUserPool; client: IUserPoolClient },
): LambdaFunction {
  const fn = microservice(scope, 'OperatorAuthorizer', {
    entry: 'control-plane/operator-authorizer',
    description: 'Verifies tokens of operators and their role',
    layer,
    env: Env,
    environment: { USER_POOL_ID: pool.userPoolId, CLIENT_ID: client.userPoolClientId },
  })
  pool.grant(fn, 'cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser')
  return fn
}
