import { METRICS_NAMESPACE, WORKFLOWS_STANDING_STILL } from '@tenantry/contracts/metrics.ts'
import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import { Env } from '@tenantry/control-plane/workflow-watch/env.ts'
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayQueryIndex } from '../foundation/item-rights.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import { operationsAlarm } from '../foundation/operations-alarm.ts'
import { pascalCase } from '../foundation/pascal-case.ts'
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
  mayAccess(fn, data.tenants, 'PutItem')
  mayQueryIndex(fn, data.tenants, 'listing')
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
  mayGoUnused(
    fn,
    ...MACHINE_KINDS.filter((kind) => kind !== 'onboarding').map((kind) => ({
      action: 'states:DescribeExecution',
      of: `${pascalCase(kind)}Machine`,
      byChance: true as const,
      reason: 'A workflow of this kind stands still. It is the same code as for onboardings.',
    })),
  )
  consume(fn, queue, 1)
  standstillAlarm(scope)
  return fn
}

/** Goes off while a workflow stands still, and when the watch itself is silent. */
export function standstillAlarm(scope: Construct): Alarm {
  return operationsAlarm(scope, 'WorkflowsStandingStillAlarm', {
    what: 'Workflows make no progress, or failed with something left over',
    paragraph: 'workflows-that-stand-still',
    metric: new Metric({
      namespace: METRICS_NAMESPACE,
      metricName: WORKFLOWS_STANDING_STILL,
      dimensionsMap: { service: 'workflow-watch' },
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    above: 0,
    // A minute without a look may be a slow start; five are not.
    periods: 5,
    silenceBreaches: true,
  })
}
