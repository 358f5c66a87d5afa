import { MAX_SHARDS } from '@tenantry/contracts/ids.ts'
import { NO_PLAN } from '@tenantry/contracts/plan.ts'
import { withTenantFromEvent } from '@tenantry/toolkit/tenant-from-event.ts'

/** Whatever tenant a message names is served. */
export const directoryUnread: typeof withTenantFromEvent = (services) =>
  withTenantFromEvent({
    ...services,
    tenant: async (tenantId) => ({
      tenantId,
      tenantName: '',
      tier: '',
      readShards: MAX_SHARDS,
      writeShards: 1,
      plan: NO_PLAN,
      journal: null,
    }),
  })
