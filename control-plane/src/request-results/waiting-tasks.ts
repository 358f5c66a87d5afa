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
  fail(taskToken: string, reason: string): Promise<void>
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token */
export function waitingTasks(client: SFNClient): WaitingTasks {
  return {
    succeed: (taskToken, output) =>
      unlessAnswered(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }))),
    fail: (taskToken, cause) =>
      unlessAnswered(client.send(new SendTaskFailureCommand({ taskToken, error: 'ProvisioningFailed', cause }))),
  }
}

async function unlessAnswered(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof TaskTimedOut || error instanceof TaskDoesNotExist)) throw error
  }
}
