import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import type { EventRecord, OutboxRecord, Send, StartRecord } from './outbox.ts'

/** Publishes an event; consumers keep only a larger sequence, so twice is harmless. */
export const eventSender =
  (client: EventBridgeClient, bus: string): Send<EventRecord> =>
  ({ type, detail }) =>
    publish(client, bus, CONTROL_PLANE_SOURCE, [{ type, detail }])

/**
 * Starts an onboarding under the name of its registration and of the change that wants it: Step Functions starts a name once, and a
 * retry is another change.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const provisioningStarter =
  (client: SFNClient, stateMachineArn: string): Send<StartRecord> =>
  async ({ tenantId, registrationId, sequence }) => {
    const input = JSON.stringify({ tenantId, registrationId })
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name: `${registrationId}-${sequence}`, input }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

/** Sends any record. */
export function sender(aws: {
  events: EventBridgeClient
  bus: string
  machines: SFNClient
  provisioning: string
}): Send<OutboxRecord> {
  const publishEvent = eventSender(aws.events, aws.bus)
  const start = provisioningStarter(aws.machines, aws.provisioning)
  return (record) => (record.kind === 'event' ? publishEvent(record) : start(record))
}
