import { Deployment } from '@tenantry/contracts/deployment.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import {
  AllowanceUse,
  type Asked,
  type Given,
  givenByDefault,
  OwnPlan,
  type Plan,
  planOf,
  TierState,
  tierKey,
} from '@tenantry/contracts/plan.ts'
import * as z from 'zod/mini'
import type { Table } from './table.ts'
import type { WorkTenant } from './tenant-scope.ts'

/** What the app plane knows of a tenant: a projection of the control plane's events, enough to serve it through a control-plane outage. */
export const DirectoryEntry = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  /**
   * A tenant that is to be deleted is served until its time is over. A failed or deleted one stays as a tombstone: its sequence keeps a late event
   * from creating it again.
   */
  status: z.enum(['provisioning', 'active', 'suspended', 'offboarding', 'failed', 'deleted']),
  tier: z.string(),
  deployment: Deployment,
  readShards: z.int(),
  writeShards: z.int(),
  /** Whether its writes are journaled where it is served, because its data moves. */
  journaled: z._default(z.boolean(), false),
  /** What it has beyond its tier. */
  ownPlan: z._default(z.nullable(OwnPlan), null),
  /** What it has used of its tier's allowances; left out before one of them was reached. */
  allowanceUse: z.optional(AllowanceUse),
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

const StoredTier = z.omit(TierState, { name: true })

/** What tiers give, as functions read it from the directory; one that nobody has changed gives what it gave in a new system. */
export const tierReader =
  (table: Pick<Table, 'get'>) =>
  async (name: string): Promise<Given> => {
    const item = await table.get({ tenantId: tierKey(name) })
    return item ? z.parse(StoredTier, item) : givenByDefault(name)
  }

/**
 * The tenant, while it is active, or is to be deleted later, and served by this deployment. The work of a suspended tenant waits: its messages end in the dead-letter
 * queue, for a redrive.
 */
export const servedTenant = (
  entry: DirectoryEntry | undefined,
  served: Deployment['kind'],
): DirectoryEntry | undefined => {
  const isServed = entry?.status === 'active' || entry?.status === 'offboarding'
  return isServed && entry.deployment.kind === served ? entry : undefined
}

/** The tenant as work without a request opens its scope. */
export const workTenant = (
  entry: DirectoryEntry,
  { tier, asked, movesTable, now }: { tier: Given; asked: Asked; movesTable: string; now: number },
): WorkTenant => ({ ...entry, plan: planOfEntry(entry, tier, asked, now), journal: journalOf(entry, movesTable) })

/** What a tenant may use of what code asks for. */
export const planOfEntry = (
  { ownPlan: own, allowanceUse: use }: Pick<DirectoryEntry, 'ownPlan' | 'allowanceUse'>,
  tier: Given,
  asked: Asked,
  now: number,
): Plan => planOf({ tier, own, use: use ?? null }, asked, now)

/** The table in which a tenant's writes are journaled now; null when they are not. */
export const journalOf = ({ journaled }: Pick<DirectoryEntry, 'journaled'>, movesTable: string): string | null =>
  journaled ? movesTable : null
