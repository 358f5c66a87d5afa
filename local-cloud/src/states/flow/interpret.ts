import type { State } from '../definition.ts'
import { StateError } from '../state-error.ts'
import { type ContextObject, forLibrary, library, renamed, runLibrary, unwrap, type Work } from './library.ts'
import { template } from './payload-template.ts'

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html – of a state's input or output. */
const MAX_PAYLOAD_BYTES = 262_144

/**
 * One state's InputPath, Parameters, ResultSelector, ResultPath and OutputPath, around its work. Paths are aws-local-stepfunctions'
 * work, to which each state is a machine of its own: what happens between states (order, retries, waits, what is stored) is decided
 * here, and every state sees a context object of its own. Intrinsic functions are not left to it: several differ from AWS's.
 */
export async function interpret(
  fields: Partial<State>,
  input: unknown,
  context: ContextObject,
  work: Work,
): Promise<unknown> {
  const { Parameters, ResultSelector, ...paths } = fields as Record<string, unknown>
  const filled = (payload: unknown, value: unknown) =>
    payload === undefined ? value : template(payload, value, context)
  return checkSize(
    await runLibrary(paths, input, context, async (effective) =>
      filled(ResultSelector, await work(await filled(Parameters, effective))),
    ),
  )
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

function checkSize(output: unknown): unknown {
  if (Buffer.byteLength(JSON.stringify(output) ?? '') > MAX_PAYLOAD_BYTES) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The state/task returned a result with a size exceeding the maximum number of bytes service limit.`,
    )
  }
  return output
}
