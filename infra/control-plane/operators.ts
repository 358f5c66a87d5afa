import { Env } from '@tenantry/control-plane/operators/env.ts'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import { type ControlPlaneData, keepsAnswers } from './data.ts'

/** Operators: who they are, inviting and removing them, and forgetting a lost authenticator app. */
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
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
      USER_POOL_ID: pool.userPoolId,
      TENANTS_TABLE: data.tenants.tableName,
      AUDIT_TABLE: data.audit.tableName,
      LISTS_TABLE: data.lists.tableName,
    },
  })
  pool.grant(
    fn,
    'cognito-idp:AdminCreateUser',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:AdminDeleteSoftwareToken',
    'cognito-idp:AdminUserGlobalSignOut',
    'cognito-idp:AdminAddUserToGroup',
    'cognito-idp:AdminListGroupsForUser',
    'cognito-idp:ListUsersInGroup',
  )
  mayGoUnused(fn, {
    action: 'cognito-idp:AdminListGroupsForUser',
    reason: 'Looks whether an account that is no operator was left behind by an invitation that broke off.',
  })
  // Its lock and the marks of who was removed, and nothing of tenants.
  mayAccessKeys(fn, data.tenants, { actions: ['PutItem', 'DeleteItem'], keys: ['lock#operators'] })
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem', 'PutItem'], keys: ['removed-operator#*'] })
  mayAudit(fn, data.audit, 'operators')
  answersLists(fn, data.lists)
  keepsAnswers(fn, data, 'operators')
  return fn
}
