import type { Ids } from '../../core/ids.ts'

/** The context object of one state, and the source of what its intrinsic functions leave to chance. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface ContextObject {
  values: Record<string, unknown>
  ids: Ids
}

/** What a state does between the processing of its input and of its output. */
export type Work = (input: unknown) => unknown

// The library's own timer of a task; its longest. Timeouts are kept here, by the clock of the local cloud.
const NO_TIMEOUT_SECONDS = 2_000_000

export const library = () => import('aws-local-stepfunctions')

/** One state's paths by aws-local-stepfunctions, around its work. */
export async function runLibrary(
  fields: Record<string, unknown>,
  input: unknown,
  context: ContextObject,
  work: Work,
): Promise<unknown> {
  const { StateMachine } = await library()
  const { Next: _, Retry: __, Catch: ___, ...kept } = fields
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
  return run.result.catch(unwrap)
}

/** What paths give, by the path. */
export async function valuesAt(
  paths: string[],
  input: unknown,
  context: ContextObject,
): Promise<ReadonlyMap<string, unknown>> {
  // The library finds nothing at the root of null, and writes into the context object.
  const values = new Map<string, unknown>([
    ['$', input],
    ['$$', context.values],
  ])
  const others = [...new Set(paths)].filter((path) => !values.has(path))
  if (others.length === 0) return values
  const members = Object.fromEntries(others.map((path, index) => [`${index}.$`, path]))
  const found = (await runLibrary({ Parameters: members }, input, context, (effective) => effective)) as object
  for (const [index, value] of Object.entries(found)) values.set(others[Number(index)] ?? '', value)
  return values
}

// The library compiles its schemas anew for each definition, which takes longer than all else of a state machine's creation.
const judged = new Map<string, string | undefined>()
const MOST_JUDGED = 100

/** Refuses a definition that does not follow the language. */
export async function validateDefinition(definition: object): Promise<string | undefined> {
  const text = JSON.stringify(definition)
  if (judged.has(text)) return judged.get(text)
  if (judged.size >= MOST_JUDGED) judged.clear()
  const refusal = await judge(definition)
  judged.set(text, refusal)
  return refusal
}

async function judge(definition: object): Promise<string | undefined> {
  const { StateMachine } = await library()
  try {
    new StateMachine(structuredClone(definition) as never)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The library wraps what a state threw. */
export function unwrap(error: unknown): never {
  throw error instanceof Error && error.name === 'ExecutionError' && error.cause !== undefined ? error.cause : error
}

// The library writes Execution.Input and Execution.StartTime of the context object anew for every machine that it runs, so the
// execution goes by another name there.
const EXECUTION = /\$\$(\.Execution\b|\['Execution'\])/g

export function renamed(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const isPath = key.endsWith('.$') || key.endsWith('Path') || key === 'Variable'
    return isPath ? value.replace(EXECUTION, '$$$$.OurExecution') : value
  }
  if (Array.isArray(value)) return value.map((element) => renamed(element))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, renamed(member, name)]))
}

export function forLibrary({ values: { Execution, ...values } }: ContextObject): Record<string, unknown> {
  return { ...values, OurExecution: Execution }
}
