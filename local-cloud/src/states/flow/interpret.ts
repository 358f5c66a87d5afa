import type { State } from '../definition.ts'
import { StateError } from '../state-error.ts'

/** The context object of one state. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export type ContextObject = Record<string, unknown>

/** What a state does between the processing of its input and of its output. */
export type Work = (input: unknown) => unknown

// The library's own timer of a task; its longest. Timeouts are kept here, by the clock of the local cloud.
const NO_TIMEOUT_SECONDS = 2_000_000

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html – of a state's input or output. */
const MAX_PAYLOAD_BYTES = 262_144

const library = () => import('aws-local-stepfunctions')

/**
 * One state's InputPath, Parameters, ResultSelector, ResultPath and OutputPath by aws-local-stepfunctions, around its work.
 * Each state is a machine of its own to the library: what happens between states (order, retries, waits, what is stored) is decided
 * here, and every state sees a context object of its own.
 */
export async function interpret(
  fields: Partial<State>,
  input: unknown,
  context: ContextObject,
  work: Work,
): Promise<unknown> {
  const { StateMachine } = await library()
  const { Next: _, Retry: __, Catch: ___, ...kept } = fields as Record<string, unknown>
  // "$" is the default, but the library would take it for the name of a member.
  if (kept.ResultPath === '$') delete kept.ResultPath
  const state = {
    ...(renamed(kept) as object),
    Type: 'Task',
    Resource: 'local',
    TimeoutSeconds: NO_TIMEOUT_SECONDS,
    End: true,
  }
  const machine = new StateMachine({ StartAt: 'State', States: { State: state } } as never, {
    validationOptions: { noValidate: true },
  })
  const handlers = { State: (effective: unknown) => work(effective) as never }
  const run = machine.run(input as never, {
    context: forLibrary(context),
    overrides: { taskResourceLocalHandlers: handlers },
  })
  return checkSize(await run.result.catch(unwrap))
}

/** The value that a path or an intrinsic function gives. */
export async function evaluate(expression: string, input: unknown, context: ContextObject): Promise<unknown> {
  // The library finds nothing at the root of null.
  if (expression === '$') return input
  const value = (await template({ 'value.$': expression }, input, context)) as { value: unknown }
  return value.value
}

/** A payload template with its values filled in. */
export function template(payload: unknown, input: unknown, context: ContextObject): Promise<unknown> {
  return interpret({ Parameters: payload }, input, context, (effective) => effective)
}

/** Which state a Choice state goes on to, and with what. */
export async function choose(
  state: State & { Type: 'Choice' },
  input: unknown,
  context: ContextObject,
): Promise<{ next: string; output: unknown }> {
  const { StateMachine } = await library()
  const target = (name: string) => `to ${name}`
  const choice = {
    ...(renamed(state) as typeof state),
    Choices: (renamed(state.Choices) as typeof state.Choices).map((rule) => ({ ...rule, Next: target(rule.Next) })),
    ...(state.Default === undefined ? {} : { Default: target(state.Default) }),
  }
  const names = new Set([
    ...state.Choices.map(({ Next }) => Next),
    ...(state.Default === undefined ? [] : [state.Default]),
  ])
  const ends = [...names].map((name) => [target(name), { Type: 'Pass', Parameters: { next: name }, End: true }])
  const States = { State: choice, ...Object.fromEntries(ends) }
  const machine = new StateMachine({ StartAt: 'State', States } as never, { validationOptions: { noValidate: true } })
  const run = machine.run(input as never, { context: forLibrary(context) })
  const { next } = (await run.result.catch(unwrap)) as { next: string }
  const output = await interpret(
    { InputPath: state.InputPath, OutputPath: state.OutputPath },
    input,
    context,
    (same) => same,
  )
  return { next, output }
}

/** Refuses a definition that does not follow the language. */
export async function validateDefinition(definition: object): Promise<string | undefined> {
  const { StateMachine } = await library()
  try {
    new StateMachine(structuredClone(definition) as never)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The library wraps what a state threw. */
function unwrap(error: unknown): never {
  throw error instanceof Error && error.name === 'ExecutionError' && error.cause !== undefined ? error.cause : error
}

function checkSize(output: unknown): unknown {
  if (Buffer.byteLength(JSON.stringify(output) ?? '') > MAX_PAYLOAD_BYTES) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The state/task returned a result with a size exceeding the maximum number of bytes service limit.`,
    )
  }
  return output
}

// The library writes Execution.Input and Execution.StartTime of the context object anew for every machine that it runs, so the
// execution goes by another name there.
const EXECUTION = /\$\$(\.Execution\b|\['Execution'\])/g

function renamed(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const isPath = key.endsWith('.$') || key.endsWith('Path') || key === 'Variable'
    return isPath ? value.replace(EXECUTION, '$$$$.OurExecution') : value
  }
  if (Array.isArray(value)) return value.map((element) => renamed(element))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renamed(member, name)]))
}

function forLibrary({ Execution, ...context }: ContextObject): ContextObject {
  return { ...context, OurExecution: Execution }
}
