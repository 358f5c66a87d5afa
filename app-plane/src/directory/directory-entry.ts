import type { TenantState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'

/** What the app plane knows of a tenant: a projection of the control plane's events, enough to serve it through a control-plane outage. */
export const DirectoryEntry = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  /** A failed tenant stays as a tombstone: its sequence keeps an event that comes late from making it again. */
  status: z.enum(['provisioning', 'active', 'suspended', 'failed']),
  tier: z.string(),
  deployment: z.enum(['pool', 'silo']),
  readShards: z.int(),
  writeShards: z.int(),
  /** Of the event that this entry was written from. */
  sequence: z.int(),
  apiKeyId: z.nullable(z.string()),
  /** The value of the tenant's own API key, by which API Gateway meters it. A secret: it never leaves this table but to the gateway. */
  apiKey: z.nullable(z.string()),
})
export type DirectoryEntry = z.infer<typeof DirectoryEntry>

/** The entry that an event's state becomes. */
export function directoryEntry(
  state: TenantState,
  status: DirectoryEntry['status'],
  apiKey: string | null,
): DirectoryEntry {
  const { tenantId, tenantName, tier, deployment, shards, sequence, apiKeyId } = state
  return {
    tenantId,
    tenantName,
    status,
    tier,
    deployment,
    readShards: shards,
    writeShards: shards,
    sequence,
    apiKeyId,
    apiKey,
  }
}
