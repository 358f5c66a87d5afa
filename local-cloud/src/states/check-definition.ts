import { type Definition, invalidDefinition, parseDefinition, type State, type States } from './definition.ts'
import { validateDefinition } from './flow/library.ts'
import { expressionsOf, parseExpression } from './flow/payload-template.ts'
import { integrationOf } from './tasks/integrations.ts'

/** Everything about a definition that can be known before it runs: its language, and whether each task's service is supported. */
export async function checkDefinition(source: string): Promise<Definition> {
  const definition = checkedLanguage(source)
  const complaint = await validateDefinition(JSON.parse(source))
  if (complaint !== undefined) throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${complaint}`)
  return definition
}

/** The part that needs no time: its language, and whether each task's service is supported. */
export function checkedLanguage(source: string): Definition {
  const definition = parseDefinition(source)
  checkStates(definition)
  return definition
}

function checkStates({ StartAt, States }: States): void {
  if (!Object.hasOwn(States, StartAt))
    throw invalidDefinition(`MISSING_TRANSITION_TARGET: Missing 'Next' target: ${StartAt} at /StartAt`)
  for (const [name, state] of Object.entries(States)) {
    checkExpressions(state, `/States/${name}`)
    if (state.Type === 'Task') integrationOf(state.Resource)
    if (state.Type === 'Parallel') state.Branches.forEach(checkStates)
    if (state.Type === 'Map') {
      const nested = state.ItemProcessor ?? state.Iterator
      if (!nested) throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: The Map state ${name} has no ItemProcessor`)
      checkStates(nested)
    }
  }
}

/** Intrinsic functions stand in payload templates, and where a Fail state says its error. */
function checkExpressions(state: State, at: string): void {
  const { Parameters, ResultSelector, ItemSelector, ErrorPath, CausePath } = state as Record<string, unknown>
  const fail = Object.entries({ ErrorPath, CausePath }).filter(([, path]) => path !== undefined)
  const payloads = {
    Parameters,
    ResultSelector,
    ItemSelector,
    ...Object.fromEntries(fail.map(([field, path]) => [field, { [`${field}.$`]: path }])),
  }
  for (const [field, payload] of Object.entries(payloads)) {
    const [wrong] = expressionsOf(payload).filter(({ source }) => !parseExpression(source))
    if (!wrong) continue
    throw invalidDefinition(
      `SCHEMA_VALIDATION_FAILED: The value for the field '${wrong.field}' must be a valid JSONPath or a valid intrinsic function call at ${at}/${field}`,
    )
  }
}
