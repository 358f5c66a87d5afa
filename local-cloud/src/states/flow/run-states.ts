import { transaction } from '../../core/database.ts'
import type { Catcher, Retrier, State } from '../definition.ts'
import { asStateError, Halted, matches, type StateError } from '../state-error.ts'
import { attemptState } from './attempt-state.ts'
import { contextObject } from './context-object.ts'
import { type Flow, type Outcome, type Run, record, sleepUntil } from './flow.ts'
import { interpret } from './interpret.ts'
import type { Position } from './position.ts'

/** Runs states from a position to the end, and gives the last one's output. Each step is stored before the next begins. */
export async function runStates(run: Run, flow: Flow, from: Position): Promise<unknown> {
  const { database, clock } = run.services.context
  let position = from
  for (;;) {
    const { state: name, input } = position
    const state = flow.states[name]
    if (!state) throw new Error(`there is no state ${name}`)
    if (position.enteredAt === undefined) {
      const entered = { ...position, enteredAt: clock.now() }
      transaction(database, () => {
        record(run, `${state.Type}StateEntered`, {
          name,
          input: JSON.stringify(input),
          inputDetails: { truncated: false },
        })
        flow.save(entered)
      })
      run.services.meter.add({ item: 'stateTransitions', resource: run.machine.arn, amount: 1 })
      position = entered
    }
    const { output, next } = await finishState(run, flow, state, position)
    const following = next === undefined ? undefined : { state: next, input: output, step: position.step + 1 }
    transaction(database, () => {
      record(run, `${state.Type}StateExited`, {
        name,
        output: JSON.stringify(output),
        outputDetails: { truncated: false },
      })
      if (following) flow.save(following)
    })
    if (!following) return output
    position = following
  }
}

/** One state with its retries and catches. */
async function finishState(run: Run, flow: Flow, state: State, entered: Position): Promise<Outcome> {
  const { Retry = [], Catch = [] } = state as { Retry?: Retrier[]; Catch?: Catcher[] }
  let position = entered
  for (;;) {
    try {
      if (position.retries && position.until !== undefined) await sleepUntil(run, position.until)
      return await attemptState(run, flow, state, position)
    } catch (thrown) {
      if (thrown instanceof Halted) throw thrown
      const failure = asStateError(thrown)
      const retry = nextRetry(run, Retry, state, position, failure)
      if (retry) {
        position = { ...position, ...retry }
        flow.save(position)
        // "Each retry is counted as a state transition, too." https://aws.amazon.com/step-functions/pricing/
        run.services.meter.add({ item: 'stateTransitions', resource: run.machine.arn, amount: 1 })
        continue
      }
      const catcher = Catch.find(({ ErrorEquals }) => matches(ErrorEquals, failure, state.Type === 'Task'))
      if (!catcher) throw failure
      const error = { Error: failure.error, Cause: failure.cause }
      const context = contextObject(run, flow, position)
      const output = await interpret({ ResultPath: catcher.ResultPath }, position.input, context, () => error)
      return { output, next: catcher.Next }
    }
  }
}

/** The pause before the next attempt, unless no retrier names the error or the one that does is used up. */
function nextRetry(
  { services }: Run,
  retriers: Retrier[],
  state: State,
  position: Position,
  error: StateError,
): Pick<Position, 'retries' | 'until'> | undefined {
  const index = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, error, state.Type === 'Task'))
  const retrier = retriers[index]
  const counts = position.retries ?? retriers.map(() => 0)
  const used = counts[index] ?? 0
  if (!retrier || used >= retrier.MaxAttempts) return undefined
  const { clock, ids } = services.context
  const growing = retrier.IntervalSeconds * retrier.BackoffRate ** used
  const pause = Math.min(growing, retrier.MaxDelaySeconds ?? growing) * 1000
  const fraction = retrier.JitterStrategy === 'FULL' ? ids.bytes(4).readUInt32BE() / 2 ** 32 : 1
  return { retries: counts.with(index, used + 1), until: clock.now() + pause * fraction }
}
