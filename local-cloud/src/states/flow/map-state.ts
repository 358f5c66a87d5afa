import type { MapState } from '../definition.ts'
import { asStateError, StateError } from '../state-error.ts'
import { contextObject } from './context-object.ts'
import { type Flow, type Run, record } from './flow.ts'
import { interpret } from './interpret.ts'
import { evaluate, template } from './payload-template.ts'
import type { Position } from './position.ts'
import { together } from './together.ts'

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html – an inline map runs up to 40 items at once. */
const MAX_CONCURRENCY = 40

/** Runs the same states for each item of a list; the first that fails ends the others. */
export async function attemptMap(run: Run, flow: Flow, state: MapState, position: Position): Promise<unknown> {
  const { ItemsPath, ItemSelector, Parameters, ItemProcessor, Iterator: iterator, MaxConcurrency, ...fields } = state
  const processor = ItemProcessor ?? iterator
  if (!processor) throw new StateError('States.Runtime', `The Map state ${position.state} has no ItemProcessor`)
  const context = contextObject(run, flow, position)
  const selector = ItemSelector ?? Parameters
  return interpret(fields, position.input, context, async (input) => {
    const items = ItemsPath === undefined ? input : await evaluate(ItemsPath, input, context)
    if (!Array.isArray(items)) {
      throw new StateError(
        'States.Runtime',
        `The items of the Map state ${position.state} are not an array: ${JSON.stringify(items)}`,
      )
    }
    record(run, 'MapStateStarted', { length: items.length })
    const name = position.state
    try {
      const outputs = await together(run, items.length, MaxConcurrency || MAX_CONCURRENCY, async (nested, index) => {
        const item = { Index: index, Value: items[index] }
        const inner: Flow = {
          states: processor.States,
          path: `${flow.path}${position.step}.${index}/`,
          item,
          save() {},
        }
        const own =
          selector === undefined ? item.Value : await template(selector, input, contextObject(run, inner, position))
        record(run, 'MapIterationStarted', { name, index })
        try {
          const output = await nested.runStates(nested, inner, { state: processor.StartAt, input: own, step: 0 })
          record(run, 'MapIterationSucceeded', { name, index })
          return output
        } catch (error) {
          if (!nested.signal.aborted) record(run, 'MapIterationFailed', { name, index })
          throw error
        }
      })
      record(run, 'MapStateSucceeded')
      return outputs
    } catch (error) {
      if (!run.signal.aborted) record(run, 'MapStateFailed')
      throw run.signal.aborted ? error : asStateError(error)
    }
  })
}
