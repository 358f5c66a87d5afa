import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import { publish } from './events.ts'
import type { Send } from './outbox.ts'

/** Publishes entries of services. The tenant is taken from the key, which IAM has checked, and from nothing else that the entry says. */
export const serviceEventSender =
  (client: EventBridgeClient, bus: string, isKnown: (type: string) => boolean): Send =>
  async ({ key, type, detail }) => {
    const owner = parseOutboxPartition(key.partition)
    if (owner?.channel !== 'services' || !isKnown(type)) {
      throw new Error(`The entry ${key.id} under ${key.partition} is not an event of a service: ${type}`)
    }
    await publish(client, bus, SERVICE_SOURCE, [{ type, detail: { tenantId: owner.tenantId, data: detail } }])
  }
