import { transaction } from '../core/database.ts'
import type { MetricWriter } from '../core/faces.ts'
import { parseDefinition } from './definition.ts'
import { type Run, record, type StatesServices, sleepUntil } from './flow/flow.ts'
import { runStates } from './flow/run-states.ts'
import { asStateError, Halted, type StateError } from './state-error.ts'
import type { Execution, ExecutionStatus } from './stores/execution-store.ts'
import { endTrace } from './trace-execution.ts'

export type Runner = ReturnType<typeof executionRunner>

/** How an execution ended. */
type Ending = Pick<Execution, 'output' | 'error' | 'cause'> & { status: Exclude<ExecutionStatus, 'RUNNING'> }

const EVENTS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const

const METRICS = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
} as const

/** Runs executions in the background, from wherever they stand. */
export function executionRunner(services: StatesServices, metrics: MetricWriter) {
  const { executions, tokens, machines, context } = services
  const running = new Map<string, { halt: AbortController; done: Promise<void> }>()

  return {
    /** Goes on with a stored execution. */
    run(execution: Execution): void {
      if (running.has(execution.arn)) return
      const halt = new AbortController()
      const done = drive(execution, halt)
        .catch((error) => context.log(`execution ${execution.arn}: ${error instanceof Error ? error.stack : error}`))
        .finally(() => running.delete(execution.arn))
      running.set(execution.arn, { halt, done })
    },
    /** Ends an execution from outside. */
    stop(execution: Execution, error: string | null, cause: string | null): void {
      end(execution, { status: 'ABORTED', output: null, error, cause })
      running.get(execution.arn)?.halt.abort()
    },
    /** Leaves all executions where they stand. */
    async close(): Promise<void> {
      const open = [...running.values()]
      for (const { halt } of open) halt.abort()
      await Promise.all(open.map(({ done }) => done))
    },
  }

  async function drive(execution: Execution, halt: AbortController): Promise<void> {
    const revision = machines.revision(execution.revision)
    if (!revision || !execution.position) return
    const definition = parseDefinition(revision.definition)
    const machine = machineOf(execution, revision)
    const run: Run = { services, execution, machine, signal: halt.signal, runStates }
    const { states, save } = {
      states: definition.States,
      save(position: Execution['position']) {
        if (halt.signal.aborted) return
        execution.position = position
        executions.put(execution)
      },
    }
    const over = new AbortController()
    const timed = timeOut(run, definition.TimeoutSeconds, halt, over.signal)
    try {
      const output = await runStates(run, { states, path: '', save }, execution.position)
      if (!halt.signal.aborted)
        end(execution, { status: 'SUCCEEDED', output: JSON.stringify(output), error: null, cause: null })
    } catch (thrown) {
      if (thrown instanceof Halted || halt.signal.aborted) return
      const { error, cause }: StateError = asStateError(thrown)
      if (error === 'States.Runtime') context.log(`execution ${execution.arn}: ${cause}`)
      end(execution, { status: 'FAILED', output: null, error, cause })
    } finally {
      over.abort()
      await timed
    }
  }

  /** A machine's own TimeoutSeconds counts from the start of the execution, restarts included. */
  async function timeOut(
    run: Run,
    seconds: number | undefined,
    halt: AbortController,
    over: AbortSignal,
  ): Promise<void> {
    if (seconds === undefined) return
    try {
      await sleepUntil(
        { services, signal: AbortSignal.any([run.signal, over]) },
        run.execution.startedAt + seconds * 1000,
      )
      end(run.execution, { status: 'TIMED_OUT', output: null, error: null, cause: null })
      halt.abort()
    } catch (error) {
      if (!(error instanceof Halted)) throw error
    }
  }

  function end(execution: Execution, ending: Ending): void {
    const { status, output, error, cause } = ending
    transaction(context.database, () => {
      Object.assign(execution, { status, output, error, cause, stoppedAt: context.clock.now(), position: null })
      executions.put(execution)
      const outcome =
        output === null
          ? { ...(error === null ? {} : { error }), ...(cause === null ? {} : { cause }) }
          : { output, outputDetails: { truncated: false } }
      record({ services, execution }, EVENTS[status], outcome)
      tokens.closeAll(execution.arn)
    })
    // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
    const dimensions = { StateMachineArn: execution.machineArn }
    const values = [context.clock.now() - execution.startedAt]
    metrics.put({ namespace: 'AWS/States', name: 'ExecutionTime', dimensions, values, unit: 'Milliseconds' })
    metrics.put({ namespace: 'AWS/States', name: METRICS[status], dimensions, values: [1], unit: 'Count' })
    const revision = machines.revision(execution.revision)
    if (revision) endTrace({ services, execution, machine: machineOf(execution, revision) })
  }
}

const machineOf = ({ machineArn }: Execution, { roleArn }: { roleArn: string }): Run['machine'] => ({
  arn: machineArn,
  name: machineArn.split(':').at(-1) ?? '',
  roleArn,
})
