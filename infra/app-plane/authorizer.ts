import { Env } from '@tenantry/app-plane/authorizer/env.ts'
import { Stack } from 'aws-cdk-lib'
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { AppPlaneData } from './data.ts'

/** The tenant API's authorizer: reads who calls for which tenant, and vends the tenant's session. */
export function authorizer(
  scope: Construct,
  props: {
    layer: LayerVersion
    data: AppPlaneData
    pool: IUserPool
    client: IUserPoolClient
    role: Role
    tenantAccess: Role
  },
): LambdaFunction {
  const { layer, data, pool, client, role, tenantAccess } = props
  const fn = microservice(scope, 'Authorizer', {
    entry: 'app-plane/authorizer',
    description: 'Verifies tokens, reads membership and tenant, vends the tenant session',
    layer,
    role,
    env: Env,
    environment: {
      USER_POOL_ID: pool.userPoolId,
      CLIENT_ID: client.userPoolClientId,
      DIRECTORY_TABLE: data.directory.tableName,
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      TENANT_ACCESS_ROLE_ARN: tenantAccess.roleArn,
      TENANT_TABLES: Stack.of(scope).toJsonString({
        products: data.products.tableArn,
        orders: data.orders.tableArn,
        memberships: data.memberships.tableArn,
        outbox: data.outbox.tableArn,
      }),
    },
  })
  data.directory.grant(fn, 'dynamodb:GetItem')
  data.memberships.grant(fn, 'dynamodb:GetItem')
  return fn
}
