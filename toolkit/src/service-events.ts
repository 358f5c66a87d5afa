import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { publish } from './events.ts'
import type { Send } from './outbox.ts'

/** Publishes entries of services. Tenant and type are those of the key, which IAM has checked, whatever else the entry says. */
export const serviceEventSender =
  (client: EventBridgeClient, bus: string, isKnown: (type: string) => boolean): Send =>
  async ({ key, type, detail }) => {
    const owner = parseOutboxPartition(key.partition)
    if (owner?.type !== type || !isKnown(type)) {
      throw new Error(`The entry ${key.id} under ${key.partition} is not an event of a service: ${type}`)
    }
    await publish(client, bus, SERVICE_SOURCE, [{ type, detail: { tenantId: owner.tenantId, data: detail } }])
  }
