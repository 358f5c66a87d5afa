import type { FailState, State, WaitState } from '../definition.ts'
import { StateError } from '../state-error.ts'
import { attemptTask } from '../tasks/attempt-task.ts'
import { contextObject } from './context-object.ts'
import { type Flow, type Outcome, type Run, sleepUntil } from './flow.ts'
import { choose, interpret } from './interpret.ts'
import type { ContextObject } from './library.ts'
import { attemptMap } from './map-state.ts'
import { attemptParallel } from './parallel-state.ts'
import { evaluate } from './payload-template.ts'
import type { Position } from './position.ts'

/** Carries out a state once. */
export async function attemptState(run: Run, flow: Flow, state: State, position: Position): Promise<Outcome> {
  const { input } = position
  const context = contextObject(run, flow, position)
  const next = 'Next' in state ? state.Next : undefined
  switch (state.Type) {
    case 'Task':
      return { output: await attemptTask(run, flow, state, position), next }
    case 'Parallel':
      return { output: await attemptParallel(run, flow, state, position), next }
    case 'Map':
      return { output: await attemptMap(run, flow, state, position), next }
    case 'Pass': {
      const { Result, ...fields } = state
      return {
        output: await interpret(fields, input, context, (effective) => (Result === undefined ? effective : Result)),
        next,
      }
    }
    case 'Wait':
      return { output: await wait(run, flow, state, position, context), next }
    case 'Choice':
      return choose(state, input, context)
    case 'Succeed':
      return { output: await interpret(state, input, context, (effective) => effective), next: undefined }
    case 'Fail':
      throw await failure(state, input, context)
    default:
      return state satisfies never
  }
}

async function wait(
  run: Run,
  flow: Flow,
  state: WaitState,
  position: Position,
  context: ContextObject,
): Promise<unknown> {
  const { Seconds, SecondsPath, Timestamp, TimestampPath, ...fields } = state
  return interpret(fields, position.input, context, async (input) => {
    const value = async (path: string | undefined) => (path === undefined ? undefined : evaluate(path, input, context))
    const seconds = Seconds ?? (await value(SecondsPath))
    const timestamp = Timestamp ?? (await value(TimestampPath))
    // A wait that began before a restart ends when it would have ended.
    const entered = position.enteredAt ?? run.services.context.clock.now()
    const until = seconds === undefined ? Date.parse(String(timestamp)) : entered + Number(seconds) * 1000
    if (Number.isNaN(until)) {
      throw new StateError(
        'States.Runtime',
        `The wait state ${position.state} has neither a number of seconds nor a timestamp: ${seconds ?? timestamp}`,
      )
    }
    flow.save({ ...position, until })
    await sleepUntil(run, until)
    return input
  })
}

async function failure(state: FailState, input: unknown, context: ContextObject): Promise<StateError> {
  const value = async (path: string | undefined) =>
    path === undefined ? '' : String(await evaluate(path, input, context))
  return new StateError(state.Error ?? (await value(state.ErrorPath)), state.Cause ?? (await value(state.CausePath)))
}
