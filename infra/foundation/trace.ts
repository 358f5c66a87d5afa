import type { Role } from 'aws-cdk-lib/aws-iam'
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { CfnStateMachine, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { allowWithWildcard } from './allow-with-wildcard.ts'
import { mayGoUnused } from './may-go-unused.ts'

/** By these the daemon beside a function brings its traces to X-Ray. https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
export const TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']

const allowed = new WeakSet<Role>()

/** Has a function traced. The CDK's own property would grant the same without a reason, and once for each function of a role. */
export function trace(fn: LambdaFunction, role: Role): void {
  const { defaultChild } = fn.node
  if (!(defaultChild instanceof CfnFunction)) throw new TypeError(`${fn.node.path} is not of this app`)
  defaultChild.tracingConfig = { mode: 'Active' }
  if (allowed.has(role)) return
  allowed.add(role)
  allowWithWildcard({ role }, { sid: 'Traces', actions: TRACES, resources: ['*'], reason: 'X-Ray has no resources.' })
  const reason = 'X-Ray chooses which requests are traced, and Lambda itself sends what the function tells its daemon.'
  mayGoUnused({ role }, ...TRACES.map((action) => ({ action, reason, byChance: true as const })))
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const EXECUTIONS = [...TRACES, 'xray:GetSamplingRules', 'xray:GetSamplingTargets']

/** Has the executions of a state machine traced: each goes on with the trace of whoever started it. */
export function traceExecutions(machine: StateMachine): void {
  const { defaultChild } = machine.node
  if (!(defaultChild instanceof CfnStateMachine)) throw new TypeError(`${machine.node.path} is not of this app`)
  defaultChild.tracingConfiguration = { enabled: true }
  allowWithWildcard(machine, {
    sid: 'Traces',
    actions: EXECUTIONS,
    resources: ['*'],
    reason: 'X-Ray has no resources.',
  })
  const reason = 'X-Ray chooses which executions are traced, and Step Functions itself sends their segments.'
  mayGoUnused(machine, ...EXECUTIONS.map((action) => ({ action, reason, byChance: true as const })))
}
