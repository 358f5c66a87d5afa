import { Deployment } from '@tenantry/contracts/deployment.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'
import type { Table } from './table.ts'

/** What the app plane knows of a tenant: a projection of the control plane's events, enough to serve it through a control-plane outage. */
export const DirectoryEntry = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  /** A failed tenant stays as a tombstone: its sequence keeps a late event from creating it again. */
  status: z.enum(['provisioning', 'active', 'suspended', 'failed']),
  tier: z.string(),
  deployment: Deployment,
  readShards: z.int(),
  writeShards: z.int(),
  /** Since when the tenant exists; unknown until an event says it. */
  createdAt: z.optional(z.iso.datetime()),
  /** Of the event that this entry was written from. */
  sequence: z.int(),
  /** When the control plane made that change: milliseconds since the epoch. */
  changedAt: z.int(),
  apiKeyId: z.nullable(z.string()),
  /** The value of the tenant's own API key, by which API Gateway meters it. A secret: it never leaves this table but to the gateway. */
  apiKey: z.nullable(z.string()),
})
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

/** The directory (pk `tenantId`) as functions read it. Strongly consistent. */
export const directoryReader =
  (table: Pick<Table, 'get'>) =>
  async (tenantId: string): Promise<DirectoryEntry | undefined> => {
    const item = await table.get({ tenantId })
    return item && z.parse(DirectoryEntry, item)
  }

/**
 * The tenant, while it is active and served by this deployment. The work of a suspended tenant waits: its messages end in the dead-letter
 * queue, for a redrive.
 */
export const servedTenant = (
  entry: DirectoryEntry | undefined,
  served: Deployment['kind'],
): DirectoryEntry | undefined => (entry?.status === 'active' && entry.deployment.kind === served ? entry : undefined)
