import type { ParallelState } from '../definition.ts'
import { contextObject } from './context-object.ts'
import { type Flow, type Run, record } from './flow.ts'
import { interpret } from './interpret.ts'
import type { Position } from './position.ts'
import { together } from './together.ts'

/** Runs all branches on the same input; the first that fails ends the others. */
export async function attemptParallel(
  run: Run,
  flow: Flow,
  state: ParallelState,
  position: Position,
): Promise<unknown> {
  const { Branches, ...fields } = state
  return interpret(fields, position.input, contextObject(run, flow, position), async (input) => {
    record(run, 'ParallelStateStarted')
    try {
      const outputs = await together(run, Branches.length, Branches.length, (nested, index) => {
        const branch = Branches[index]
        if (!branch) throw new Error(`there is no branch ${index}`)
        const inner: Flow = {
          ...flow,
          states: branch.States,
          path: `${flow.path}${position.step}.${index}/`,
          save() {},
        }
        return nested.runStates(nested, inner, { state: branch.StartAt, input: structuredClone(input), step: 0 })
      })
      record(run, 'ParallelStateSucceeded')
      return outputs
    } catch (error) {
      if (!run.signal.aborted) record(run, 'ParallelStateFailed')
      throw error
    }
  })
}
