import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'

/** Tasks of state machines that wait for an answer. A task that has been answered, or has given up, takes no other. */
export interface WaitingTasks {
  succeed(taskToken: string, output: object): Promise<void>
  /** State machines know the error by its name; the reason is for operators. */
  fail(taskToken: string, failure: { error: string; reason: string }): Promise<void>
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token */
export function waitingTasks(client: SFNClient): WaitingTasks {
  return {
    succeed: (taskToken, output) =>
      unlessAnswered(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    fail: (taskToken, { error, reason }) =>
      unlessAnswered(client.send(new SendTaskFailureCommand({ taskToken, error, cause: reason }))),
  }
}

async function unlessAnswered(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof TaskTimedOut || error instanceof TaskDoesNotExist)) throw error
  }
}
