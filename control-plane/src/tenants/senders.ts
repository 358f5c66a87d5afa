import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import type { Send } from '@tenantry/toolkit/outbox.ts'
import * as z from 'zod/mini'
import type { Machines } from '../workflows/machines.ts'
import { executionName } from '../workflows/workflow.ts'
import { START_WORKFLOW, TenantEvent, WorkflowStart } from './outbox-entries.ts'

/** Publishes an event; consumers keep only a larger sequence, so twice is harmless. */
export const eventSender =
  (client: EventBridgeClient, bus: string): Send =>
  ({ type, detail }) =>
    publish(client, bus, CONTROL_PLANE_SOURCE, [z.parse(TenantEvent, { type, detail })])

/** Starts a run of a workflow's state machine, once. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export const workflowStarter =
  (client: SFNClient, machines: Machines): Send =>
  async ({ detail }) => {
    const { tenantId, kind, workflowId, attempt } = z.parse(WorkflowStart, detail)
    const input = JSON.stringify({ tenantId, workflowId, attempt })
    const name = executionName({ workflowId, attempt })
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machines[kind], name, input }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

/** Sends any entry. */
export function sender(aws: { events: EventBridgeClient; bus: string; states: SFNClient; machines: Machines }): Send {
  const publishEvent = eventSender(aws.events, aws.bus)
  const start = workflowStarter(aws.states, aws.machines)
  return (entry) => (entry.type === START_WORKFLOW ? start(entry) : publishEvent(entry))
}
