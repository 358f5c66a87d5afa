import { Env } from '@tenantry/control-plane/workflow-watch/env.ts'
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'
import { machineArns, type WorkflowMachines } from './workflow-machines.ts'

const TIMEOUT = Duration.seconds(30)

/** Looks for workflows that make no progress, each minute. */
export function workflowWatch(
  scope: Construct,
  { layer, data, machines }: { layer: LayerVersion; data: ControlPlaneData; machines: WorkflowMachines },
): LambdaFunction {
  const queue = consumerQueue(scope, 'workflow-watch', TIMEOUT, { every: Duration.minutes(1) })
  const fn = microservice(scope, 'WorkflowWatch', {
    entry: 'control-plane/workflow-watch',
    description: 'Finds workflows that stand still',
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      QUEUE_URL: queue.queueUrl,
      WORKFLOW_MACHINES: machineArns(machines),
    },
  })
  data.tenants.grant(fn, 'dynamodb:Query', 'dynamodb:PutItem')
  allowWithWildcard(fn, {
    sid: 'DescribeExecutions',
    actions: ['states:DescribeExecution'],
    resources: Object.values(machines).map(({ stateMachineName }) =>
      Stack.of(scope).formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${stateMachineName}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ),
    reason: 'An execution has the name of its workflow, which is known when it starts.',
  })
  consume(fn, queue, 1)
  return fn
}
