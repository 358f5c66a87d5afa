import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import type { Send } from '@tenantry/toolkit/outbox.ts'
import * as z from 'zod/mini'
import type { Machines } from '../workflows/machines.ts'
import type { Slots } from '../workflows/slots.ts'
import { executionName } from '../workflows/workflow.ts'
import { PlaneEvent, START_WORKFLOW, WorkflowStart } from './outbox-entries.ts'

/** Publishes an event; consumers keep only a larger sequence, so twice is harmless. */
export const eventSender =
  (client: EventBridgeClient, bus: string): Send =>
  ({ type, detail }) =>
    publish(client, bus, CONTROL_PLANE_SOURCE, [z.parse(PlaneEvent, { type, detail })])

/** Has a run of a workflow start when there is a slot for it. Without one it waits, as its record says, until another run ends. */
export const workflowStarter =
  (slots: Pick<Slots, 'take'>, start: StartRun): Send =>
  async ({ detail }) => {
    const run = z.parse(WorkflowStart, detail)
    if (await slots.take(run)) await start(run)
  }

/** Why a run that undoes a workflow compensates; in the form of Step Functions' Catch. */
const UNDO_REQUESTED = { Error: 'UndoRequested', Cause: 'An operator has asked for it' }

export type StartRun = (run: WorkflowStart) => Promise<void>

/** Starts a run of a workflow's state machine, once. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const startRun =
  (client: SFNClient, machines: Machines): StartRun =>
  async ({ tenantId, kind, workflowId, attempt, from }) => {
    const error = from === 'compensate' ? { error: UNDO_REQUESTED } : {}
    const input = JSON.stringify({ tenantId, workflowId, attempt, from, ...error })
    const name = executionName({ workflowId, attempt })
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machines[kind], name, input }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

/** Sends any entry. */
export function sender(aws: {
  events: EventBridgeClient
  bus: string
  states: SFNClient
  machines: Machines
  slots: Pick<Slots, 'take'>
}): Send {
  const publishEvent = eventSender(aws.events, aws.bus)
  const start = workflowStarter(aws.slots, startRun(aws.states, aws.machines))
  return (entry) => (entry.type === START_WORKFLOW ? start(entry) : publishEvent(entry))
}
