import type { TaskState } from '../definition.ts'
import { contextObject, retryCount } from '../flow/context-object.ts'
import { type Flow, type Run, record, untilHalted } from '../flow/flow.ts'
import { interpret } from '../flow/interpret.ts'
import type { ContextObject } from '../flow/library.ts'
import { evaluate } from '../flow/payload-template.ts'
import type { Position } from '../flow/position.ts'
import { asStateError, StateError } from '../state-error.ts'
import type { Integration } from './integration.ts'
import { integrationOf } from './integrations.ts'
import { type Limits, waitForToken } from './wait-for-token.ts'
import { withTimeout } from './with-timeout.ts'

/** Carries out a Task state once: its input, the call, for callbacks the wait for the answer, and its output. */
export async function attemptTask(run: Run, flow: Flow, state: TaskState, position: Position): Promise<unknown> {
  const { Resource, TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath, ...fields } = state
  const integration = integrationOf(Resource)
  const path = `${flow.path}${position.step}:${position.state}#${retryCount(position)}`
  const token = integration.waitsForToken ? run.services.tokens.at(run.execution.arn, path) : undefined
  const context = contextObject(run, flow, position, token?.token)
  const limits: Limits = {
    timeoutSeconds: TimeoutSeconds ?? (await secondsAt(TimeoutSecondsPath, position, context)),
    heartbeatSeconds: HeartbeatSeconds ?? (await secondsAt(HeartbeatSecondsPath, position, context)),
  }
  return interpret(fields, position.input, context, async (input) => {
    const events = taskEvents(run, integration)
    if (!token?.submitted) events.scheduled(input, limits)
    try {
      const output = token
        ? await waitForToken(run, {
            token,
            limits,
            submitted: events.submitted,
            submit: () => integration.call(run, input),
          })
        : await untilHalted(run.signal, withTimeout(run, limits.timeoutSeconds, integration.call(run, input)))
      events.succeeded(output)
      return output
    } catch (thrown) {
      if (run.signal.aborted) throw thrown
      const failure = asStateError(thrown)
      events.failed(failure)
      throw failure
    }
  })
}

async function secondsAt(
  path: string | undefined,
  { input }: Position,
  context: ContextObject,
): Promise<number | undefined> {
  if (path === undefined) return undefined
  const seconds = await evaluate(path, input, context)
  if (Number.isInteger(seconds) && Number(seconds) > 0) return Number(seconds)
  throw new StateError('States.Runtime', `${path} is not a number of seconds: ${JSON.stringify(seconds)}`)
}

/** The history of a task. Plain functions have event types of their own. */
function taskEvents(run: Run, { resourceType, resource }: Integration) {
  const service = { resourceType, resource }
  const plain = resourceType === undefined
  const kind = plain ? 'LambdaFunction' : 'Task'
  const details = (more: Record<string, unknown>) => (plain ? more : { ...service, ...more })
  const text = (output: unknown) => ({ output: JSON.stringify(output), outputDetails: { truncated: false } })
  return {
    scheduled(input: unknown, { timeoutSeconds, heartbeatSeconds }: Limits): void {
      const parameters = JSON.stringify(input)
      record(run, `${kind}Scheduled`, {
        ...(plain
          ? { resource, input: parameters, inputDetails: { truncated: false } }
          : { ...service, region: run.services.context.region, parameters }),
        ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
        ...(heartbeatSeconds === undefined || plain ? {} : { heartbeatInSeconds: heartbeatSeconds }),
      })
      record(run, `${kind}Started`, plain ? null : service)
    },
    submitted: (output: unknown): void => record(run, 'TaskSubmitted', details(text(output))),
    succeeded: (output: unknown): void => record(run, `${kind}Succeeded`, details(text(output))),
    failed({ error, cause }: StateError): void {
      const timedOut = error === 'States.Timeout' || error === 'States.HeartbeatTimeout'
      record(run, `${kind}${timedOut ? 'TimedOut' : 'Failed'}`, details({ error, cause }))
    },
  }
}
