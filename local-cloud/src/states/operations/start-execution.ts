import type { StartExecutionInput, StartExecutionOutput } from '@aws-sdk/client-sfn'
import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { transaction } from '../../core/database.ts'
import type { Operation } from '../../core/service.ts'
import { traceHeaderOf } from '../../core/trace-header.ts'
import { parseDefinition } from '../definition.ts'
import { record, type StatesServices } from '../flow/flow.ts'
import type { Runner } from '../run-execution.ts'
import type { Execution } from '../stores/execution-store.ts'
import { beginTrace } from '../trace-execution.ts'
import { existingMachine, seconds } from './arns.ts'

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_INPUT_BYTES = 262_144

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html#StepFunctions-StartExecution-request-name
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids exactly these
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/

const Input = z.object({
  stateMachineArn: z.string().optional(),
  name: z.string().optional(),
  input: z.string().optional(),
  traceHeader: z.string().max(256).optional(),
})

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export function startExecution(
  services: StatesServices,
  runner: Runner,
): Operation<
  StartExecutionInput,
  { [K in keyof StartExecutionOutput]: K extends 'startDate' ? number : StartExecutionOutput[K] }
> {
  const { context, executions } = services
  return {
    input: Input,
    access: ({ stateMachineArn }) => [{ action: 'states:StartExecution', resource: String(stateMachineArn ?? '*') }],
    run({ stateMachineArn, name = context.ids.uuid(), input = '{}', traceHeader }, { headers }) {
      const machine = existingMachine(services, stateMachineArn ?? '')
      if (!NAME.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`)
      const value = parseInput(input)
      const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`
      const known = executions.get(arn)
      if (known) {
        // The same call again while the execution runs is answered as the first was.
        if (known.status === 'RUNNING' && known.input === input)
          return { executionArn: arn, startDate: seconds(known.startedAt) }
        throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
      }
      const { StartAt } = parseDefinition(machine.definition)
      const execution: Execution = {
        arn,
        machineArn: machine.arn,
        name,
        revision: machine.revision,
        status: 'RUNNING',
        input,
        output: null,
        error: null,
        cause: null,
        startedAt: context.clock.now(),
        stoppedAt: null,
        position: { state: StartAt, input: value, step: 0 },
        ...beginTrace(services, machine.isTraced, traceHeader ?? traceHeaderOf(headers)),
      }
      transaction(context.database, () => {
        executions.add(execution)
        const run = { services, execution }
        record(run, 'ExecutionStarted', { input, inputDetails: { truncated: false }, roleArn: machine.roleArn })
      })
      runner.run(execution)
      return { executionArn: arn, startDate: seconds(execution.startedAt) }
    },
  }
}

function parseInput(input: string): unknown {
  if (Buffer.byteLength(input) > MAX_INPUT_BYTES) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${MAX_INPUT_BYTES}`,
    )
  }
  try {
    return JSON.parse(input)
  } catch {
    throw new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${input.slice(0, 100)}'`)
  }
}
