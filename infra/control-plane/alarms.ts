import { Env } from '@tenantry/control-plane/alarms/env.ts'
import { ArnFormat, Stack } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccessKeys } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import { type ControlPlaneData, keepsAnswers } from './data.ts'

/** The alarms of the deployment, for operators, who take them on. It sets no alarm's state. */
export function alarmsApi(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: ControlPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'AlarmsApi', {
    entry: 'control-plane/alarms',
    description: 'Alarms of the deployment, for operators',
    layer,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      AUDIT_TABLE: data.audit.tableName,
      LISTS_TABLE: data.lists.tableName,
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
    },
  })
  allowWithWildcard(fn, {
    sid: 'AllAlarms',
    actions: ['cloudwatch:DescribeAlarms'],
    resources: [
      Stack.of(scope).formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: '*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    reason: 'A search by the beginning of names is about all alarms of the account.',
  })
  // Who has taken on an alarm, and the marks of operators who were removed.
  mayAccessKeys(fn, data.tenants, { actions: ['BatchGetItem', 'PutItem'], keys: ['alarm#*'] })
  mayAccessKeys(fn, data.tenants, { actions: ['ConditionCheckItem'], keys: ['removed-operator#*'] })
  mayAudit(fn, data.audit, 'alarms')
  answersLists(fn, data.lists)
  keepsAnswers(fn, data, 'alarms')
  return fn
}
