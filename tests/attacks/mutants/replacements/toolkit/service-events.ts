import { publish } from '@tenantry/toolkit/events.ts'
import type { serviceEventSender } from '@tenantry/toolkit/service-events.ts'

/** An entry may say for itself whose it is. */
export const tenantOfTheDetail: typeof serviceEventSender =
  (client, bus) =>
  async ({ key, type, detail }) => {
    const { tenantId = key.partition.split('-')[0], ...data } = detail as { tenantId?: string }
    await publish(client, bus, 'tenantry.services', [{ type, detail: { tenantId, data } }])
  }
