import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import type { EventRecord, Send, StartRecord } from './outbox.ts'

/** Publishes an event; consumers keep only a larger sequence, so twice is harmless. */
export const eventSender =
  (client: EventBridgeClient, bus: string): Send<EventRecord> =>
  ({ type, detail }) =>
    publish(client, bus, CONTROL_PLANE_SOURCE, [{ type, detail }])

/**
 * Starts an onboarding under the name of its registration: Step Functions starts a name once.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const provisioningStarter =
  (client: SFNClient, stateMachineArn: string): Send<StartRecord> =>
  async ({ tenantId, registrationId }) => {
    const input = JSON.stringify({ tenantId, registrationId })
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name: registrationId, input }))
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }
