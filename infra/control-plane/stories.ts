import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { accessLogsOf, functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import { Env } from '@tenantry/control-plane/stories/env.ts'
import { ArnFormat, Stack } from 'aws-cdk-lib'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowWithWildcard } from '../foundation/allow-with-wildcard.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import { STACKS } from '../names.ts'

/** What happened to a request, for operators, from the logs of all places and from traces. It reads, and writes nothing. */
export function stories(scope: Construct, { layer }: { layer: LayerVersion }): LambdaFunction {
  const stacks = [STACKS.appPlane, STACKS.controlPlane]
  const fn = microservice(scope, 'Stories', {
    entry: 'control-plane/stories',
    description: 'What was logged and traced on the way of a request, for operators',
    layer,
    env: Env,
    environment: { STACKS: JSON.stringify(stacks) },
  })
  const groups = (stack: string) => [functionLogsOf(stack), accessLogsOf(stack)].map((name) => groupArn(scope, name))
  allowWithWildcard(fn, {
    sid: 'LogsForAllTenants',
    actions: ['logs:FilterLogEvents'],
    resources: stacks.flatMap(groups),
    reason: 'The ARN of a log group ends so. It is one group each.',
  })
  allowWithWildcard(fn, {
    sid: 'LogsOfSilos',
    actions: ['logs:FilterLogEvents'],
    resources: groups(`${SILO_PREFIX}*`),
    reason:
      'Silos are made when tenants are onboarded: what the names of their logs begin with is all that can be known.',
  })
  allowWithWildcard(fn, {
    sid: 'ReadTraces',
    actions: ['xray:GetTraceSummaries', 'xray:BatchGetTraces'],
    resources: ['*'],
    reason: 'X-Ray has no resources.',
  })
  mayGoUnused(fn, {
    action: 'xray:BatchGetTraces',
    byChance: true,
    reason: 'X-Ray chooses which requests are traced.',
  })
  return fn
}

/** As policies name a group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html */
const groupArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${name}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  })
