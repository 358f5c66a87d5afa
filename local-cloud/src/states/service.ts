import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { BillMeter, Iam, MetricWriter, Tracer } from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { NO_METRICS } from '../core/no-metrics.ts'
import { NO_TRACER } from '../core/no-tracer.ts'
import type { InternalApi } from '../core/service.ts'
import type { StatesServices } from './flow/flow.ts'
import { describeExecution } from './operations/describe-execution.ts'
import { getExecutionHistory } from './operations/get-execution-history.ts'
import { listExecutions } from './operations/list-executions.ts'
import { startExecution } from './operations/start-execution.ts'
import { describeStateMachine, listStateMachines } from './operations/state-machines.ts'
import { stopExecution } from './operations/stop-execution.ts'
import { sendTaskFailure, sendTaskHeartbeat, sendTaskSuccess } from './operations/task-answers.ts'
import { stateMachine } from './resources/state-machine.ts'
import { executionRunner } from './run-execution.ts'
import { executionStore } from './stores/execution-store.ts'
import { machineStore } from './stores/machine-store.ts'
import { tokenStore } from './stores/token-store.ts'

export interface StatesNeeds {
  context: CloudContext
  iam: Pick<Iam, 'assumeForService' | 'authorize'>
  api: InternalApi
  metrics?: MetricWriter
  meter?: BillMeter
  tracer?: Tracer
}

/** Step Functions: standard workflows in JSONPath, interpreted state by state and stored after each. */
export function statesService({
  context,
  iam,
  api,
  metrics = NO_METRICS,
  meter = NO_METER,
  tracer = NO_TRACER,
}: StatesNeeds) {
  const services: StatesServices = {
    context,
    iam,
    api,
    meter,
    tracer,
    machines: machineStore(context),
    executions: executionStore(context),
    tokens: tokenStore(context),
    wake: new Map(),
  }
  const runner = executionRunner(services, metrics)
  return {
    name: 'states',
    api: {
      name: 'states',
      protocol: 'json-1.0',
      targetPrefix: 'AWSStepFunctions',
      operations: {
        DescribeExecution: describeExecution(services),
        DescribeStateMachine: describeStateMachine(services),
        GetExecutionHistory: getExecutionHistory(services),
        ListExecutions: listExecutions(services),
        ListStateMachines: listStateMachines(services),
        SendTaskFailure: sendTaskFailure(services),
        SendTaskHeartbeat: sendTaskHeartbeat(services),
        SendTaskSuccess: sendTaskSuccess(services),
        StartExecution: startExecution(services, runner),
        StopExecution: stopExecution(services, runner),
      },
    },
    resourceTypes: [stateMachine(services)],
    // Goes on with the executions that a stop of the local cloud interrupted.
    start() {
      for (const execution of services.executions.running()) runner.run(execution)
    },
    // Leaves unfinished executions where they stand.
    close: () => runner.close(),
  } satisfies CloudService
}
