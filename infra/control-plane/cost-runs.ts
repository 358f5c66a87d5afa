import { Env } from '@tenantry/control-plane/cost-runs/env.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import { Rule, Schedule } from 'aws-cdk-lib/aws-events'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { InlineRole } from '../foundation/inline-role.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import { COSTS_WORK_GROUP } from '../names.ts'
import { asksAthena } from './asks-athena.ts'
import { costMachine } from './cost-machine.ts'
import type { CostSettings } from './cost-settings.ts'
import type { ControlPlaneData } from './data.ts'
import { keepsCosts } from './reads-costs.ts'

/** The longest call of a day of 10,000 tenants takes about a minute (docs/decisions: cost runs). */
const TIMEOUT = Duration.seconds(300)
const MEMORY_MB = 3_008

export interface CostRunProps {
  layer: LayerVersion
  data: ControlPlaneData
  buckets: { costs: IBucket; usage: IBucket }
  settings: CostSettings
}

/** Attributes the bill to tenants: a schedule starts a state machine, which works on one day after another. */
export function costRuns(scope: Construct, { layer, data, buckets, settings }: CostRunProps): StateMachine {
  const fn = microservice(scope, 'CostRuns', {
    entry: 'control-plane/cost-runs',
    description: 'Attributes the bill to tenants',
    layer,
    timeout: TIMEOUT,
    memoryMb: MEMORY_MB,
    env: Env,
    environment: {
      COSTS_TABLE: data.costs.tableName,
      COSTS_BUCKET: buckets.costs.bucketName,
      WORK_GROUP: COSTS_WORK_GROUP,
      USAGE_TABLE: data.usage.tableName,
      TENANTS_TABLE: data.tenants.tableName,
    },
  })
  keepsTable(fn, data)
  asksAthena(fn, buckets)
  keepsCosts(fn, buckets.costs)
  const machine = costMachine(scope, { runs: fn, longestCall: TIMEOUT.plus(Duration.seconds(10)) })
  startsBySchedule(scope, machine, settings)
  return machine
}

function keepsTable(fn: LambdaFunction, data: ControlPlaneData): void {
  mayAccess(fn, data.costs, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem')
  mayAccessKeys(fn, data.usage, { actions: ['Query'], keys: ['hours'] })
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['tenant#*'] })
  mayGoUnused(fn, {
    action: 'dynamodb:GetItem',
    of: 'TenantsTable',
    byChance: true,
    reason: "Whose silo a bill's lines are about is looked up when a bill has any.",
  })
}

/** EventBridge may start this one machine. */
function startsBySchedule(scope: Construct, machine: StateMachine, { schedule }: CostSettings): void {
  const role = new InlineRole(scope, 'CostScheduleRole', {
    description: 'Starts runs of the attribution, for EventBridge',
    assumedBy: new ServicePrincipal('events.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  })
  role.addToPolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.stateMachineArn] }))
  new Rule(scope, 'CostSchedule', {
    schedule: Schedule.expression(schedule.valueAsString),
    targets: [{ bind: () => ({ arn: machine.stateMachineArn, role }) }],
  })
}
