import { LONGEST_TIMER_MS } from '../../core/clock.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { BillMeter, Iam, Tracer } from '../../core/faces.ts'
import type { InternalApi } from '../../core/service.ts'
import type { State } from '../definition.ts'
import { Halted, StateError } from '../state-error.ts'
import type { Execution, ExecutionStore } from '../stores/execution-store.ts'
import type { Machine, MachineStore } from '../stores/machine-store.ts'
import type { TokenStore } from '../stores/token-store.ts'
import type { Position } from './position.ts'

export interface StatesServices {
  context: CloudContext
  iam: Pick<Iam, 'assumeForService' | 'authorize'>
  api: InternalApi
  meter: BillMeter
  tracer: Tracer
  machines: MachineStore
  executions: ExecutionStore
  tokens: TokenStore
  /** Wakes the task that waits for a token, after its row has changed. */
  wake: Map<string, () => void>
}

/** An execution that is under way. */
export interface Run {
  services: StatesServices
  execution: Execution
  machine: Pick<Machine, 'arn' | 'name' | 'roleArn'>
  /** Aborted when the execution is stopped, times out, or the local cloud closes. */
  signal: AbortSignal
  /** What Parallel and Map states run their states by. */
  runStates(run: Run, flow: Flow, from: Position): Promise<unknown>
}

/** What a state gave, and where it leads; nowhere when it was the last. */
export interface Outcome {
  output: unknown
  next: string | undefined
}

/** States that run one after the other, and where in the execution they stand. */
export interface Flow {
  states: Record<string, State>
  /** Empty for the machine itself, `<path of the state>.<branch or item>/` inside Parallel and Map. */
  path: string
  /** `$$.Map.Item` inside a Map state. */
  item?: { Index: number; Value: unknown }
  /** Stores the position. Only the machine's own is stored: Parallel and Map begin anew after a restart. */
  save(position: Position): void
}

/** Comes back at that time of the clock, or throws Halted. */
export async function sleepUntil(
  { services: { context }, signal }: Pick<Run, 'services' | 'signal'>,
  time: number,
): Promise<void> {
  const { clock } = context
  for (let left = time - clock.now(); left > 0; left = time - clock.now()) {
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = clock.after(Math.min(left, LONGEST_TIMER_MS), resolve)
    await untilHalted(signal, promise).finally(cancel)
  }
}

/** What the promise gives, or Halted as soon as the signal is aborted. */
export function untilHalted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const { promise: halted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(new Halted())
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  return Promise.race([promise, halted]).finally(() => signal.removeEventListener('abort', onAbort))
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html */
export const MAX_HISTORY_EVENTS = 25_000

/** Adds an event to the execution's history, the last place of which is kept for how the execution ends. */
export function record(
  { services: { executions, context }, execution }: Pick<Run, 'services' | 'execution'>,
  type: string,
  details: Record<string, unknown> | null = null,
): void {
  if (!type.startsWith('Execution') && executions.eventCount(execution.arn) >= MAX_HISTORY_EVENTS - 1)
    throw new StateError(
      'States.Runtime',
      `The execution reached the maximum number of history events (${MAX_HISTORY_EVENTS}).`,
    )
  executions.addEvent(execution.arn, { type, details, timestamp: context.clock.now() })
}
