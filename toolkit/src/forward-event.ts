import type { Deployment } from '@tenantry/contracts/deployment.ts'
import { SERVICE_SOURCE } from '@tenantry/contracts/service/service-event.ts'
import type { BusEvent, Entry } from './events.ts'
import type { DirectoryEntry } from './tenant-directory.ts'

/** The bus of services' events in a place: a silo's has the name of its stack. */
export const serviceBusOf = (deployment: Deployment, poolBus: string): string =>
  deployment.kind === 'pool' ? poolBus : deployment.stack

/**
 * Sends an event on to where its tenant is served, when that is elsewhere: it was on its way when the tenant moved. False when the tenant is not
 * served at all. What is sent twice is harmless, as every event is.
 */
export const forwardEvent =
  ({
    directory,
    publish,
    served,
    poolBus,
  }: {
    /** Read afresh: what a cache says may be older than the move. */
    directory: (tenantId: string) => Promise<DirectoryEntry | undefined>
    publish: (bus: string, source: string, entries: Entry[]) => Promise<void>
    /** Which kind of place this is. */
    served: Deployment['kind']
    poolBus: string
  }) =>
  async (event: Pick<BusEvent, 'detail-type' | 'detail'>, tenantId: string): Promise<boolean> => {
    const entry = await directory(tenantId)
    if (!entry || entry.deployment.kind === served) return false
    const bus = serviceBusOf(entry.deployment, poolBus)
    await publish(bus, SERVICE_SOURCE, [{ type: event['detail-type'], detail: event.detail }])
    return true
  }
