import { Env } from '@tenantry/control-plane/operators/env.ts'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** Operators: who they are, inviting and removing them. */
export function operators(
  scope: Construct,
  { layer, data, pool }: { layer: LayerVersion; data: ControlPlaneData; pool: UserPool },
): LambdaFunction {
  const fn = microservice(scope, 'OperatorService', {
    entry: 'control-plane/operators',
    description: 'Operators',
    layer,
    env: Env,
    environment: {
      USER_POOL_ID: pool.userPoolId,
      TENANTS_TABLE: data.tenants.tableName,
      LISTS_TABLE: data.lists.tableName,
    },
  })
  pool.grant(
    fn,
    'cognito-idp:AdminCreateUser',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:AdminAddUserToGroup',
    'cognito-idp:AdminListGroupsForUser',
    'cognito-idp:ListUsersInGroup',
  )
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      resources: [data.tenants.tableArn],
      // Its lock and the marks of who was removed, and nothing of tenants.
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['lock#operators', 'removed-operator#*'] },
        Null: { 'dynamodb:LeadingKeys': 'false' },
      },
    }),
  )
  answersLists(fn, data.lists)
  return fn
}
