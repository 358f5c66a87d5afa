import type { Flow, Run } from './flow.ts'
import type { ContextObject } from './library.ts'
import type { Position } from './position.ts'

/** What `$$` gives in a state. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextObject(
  { execution, machine, services }: Run,
  { item }: Flow,
  position: Position,
  token?: string,
): ContextObject {
  return {
    ids: services.context.ids,
    values: {
      Execution: {
        Id: execution.arn,
        Input: JSON.parse(execution.input),
        Name: execution.name,
        RoleArn: machine.roleArn,
        StartTime: new Date(execution.startedAt).toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: machine.arn, Name: machine.name },
      State: {
        Name: position.state,
        EnteredTime: new Date(position.enteredAt ?? execution.startedAt).toISOString(),
        RetryCount: retryCount(position),
      },
      ...(item === undefined ? {} : { Map: { Item: item } }),
      ...(token === undefined ? {} : { Task: { Token: token } }),
    },
  }
}

/** How often the state was tried again. */
export function retryCount({ retries = [] }: Position): number {
  return retries.reduce((sum, count) => sum + count, 0)
}
