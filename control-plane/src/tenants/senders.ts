import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import type { Machines } from '../workflows/machines.ts'
import { executionName } from '../workflows/workflow.ts'
import type { EventRecord, OutboxRecord, Send, StartRecord } from './outbox.ts'

/** Publishes an event; consumers keep only a larger sequence, so twice is harmless. */
export const eventSender =
  (client: EventBridgeClient, bus: string): Send<EventRecord> =>
  ({ type, detail }) =>
    publish(client, bus, CONTROL_PLANE_SOURCE, [{ type, detail }])

/** Starts a run of a workflow's state machine, once. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const workflowStarter =
  (client: SFNClient, machines: Machines): Send<StartRecord> =>
  async ({ tenantId, workflow, workflowId, attempt }) => {
    const input = JSON.stringify({ tenantId, workflowId, attempt })
    const name = executionName({ workflowId, attempt })
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machines[workflow], name, input }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

/** Sends any record. */
export function sender(aws: {
  events: EventBridgeClient
  bus: string
  states: SFNClient
  machines: Machines
}): Send<OutboxRecord> {
  const publishEvent = eventSender(aws.events, aws.bus)
  const start = workflowStarter(aws.states, aws.machines)
  return (record) => (record.kind === 'event' ? publishEvent(record) : start(record))
}
