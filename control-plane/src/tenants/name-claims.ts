import type { Item, Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { Tenant } from './tenant.ts'
import { claimItems, claimKey, likenessKey } from './tenant-items.ts'

/** The claim of a name. One with an end is of a name that its tenant had: it leads to the tenant until then. */
export const Claim = z.object({
  tenantId: z.string(),
  name: z.string(),
  likenesses: z.array(z.string()),
  /** Seconds since the epoch. DynamoDB deletes the item later, so whoever reads or takes a name checks it. */
  expiresAt: z.optional(z.int()),
})
export type Claim = z.infer<typeof Claim>

const Expiring = z.object({ expiresAt: z.optional(z.int()) })

/** Whether a stored claim, of a name or of what it looks like, still counts. */
export function isClaimed(item: Item, now: number): boolean {
  const { expiresAt } = z.parse(Expiring, item)
  return expiresAt === undefined || expiresAt > seconds(now)
}

type Named = Pick<Tenant, 'tenantId' | 'name'>

/** Somebody else has the name, or one that looks like it. */
export class NameTaken extends Error {
  override name = 'NameTaken'
}

const FREE = 'attribute_not_exists(pk) OR expiresAt <= :now'

/** Claims the name of a new tenant. */
export const takeName = (table: string, tenant: Named, likenesses: string[], now: number): Write[] =>
  claimItems(tenant, likenesses).map((item) => ({
    kind: 'put',
    table,
    item,
    condition: FREE,
    values: { ':now': seconds(now) },
  }))

/** Moves a tenant's claims from the name that it has to another one: `taken` claims the new one, `kept` lets the old one count until it ends. */
export function moveName(
  table: string,
  {
    claim,
    after,
    likenesses,
    until,
    now,
  }: { claim: Claim; after: Named; likenesses: string[]; until: number; now: number },
): { taken: Write[]; kept: Write[] } {
  const taken = claimItems(after, likenesses)
  const isTaken = new Set(taken.map(({ pk }) => pk))
  const before = claimItems(claim, claim.likenesses).filter(({ pk }) => !isTaken.has(pk))
  const own = { ':own': after.tenantId }
  return {
    taken: taken.map((item) => ({
      kind: 'put',
      table,
      item,
      condition: `${FREE} OR tenantId = :own`,
      values: { ...own, ':now': seconds(now) },
    })),
    kept: before.map((item) => ({
      kind: 'put',
      table,
      item: { ...item, expiresAt: seconds(until) },
      condition: 'tenantId = :own',
      values: own,
    })),
  }
}

/** Gives up a tenant's claims of names, those of names that it had included. */
export function releaseNames(table: string, tenantId: string, claims: Claim[]): Write[] {
  const keys = claims.flatMap(({ name, likenesses }) => [claimKey(name), ...likenesses.map(likenessKey)])
  const own = { condition: 'tenantId = :tenantId', values: { ':tenantId': tenantId } }
  // Names that look alike share claims.
  return [...new Map(keys.map((key) => [key.pk, key])).values()].map((key) => ({ kind: 'delete', table, key, ...own }))
}

const seconds = (ms: number): number => Math.floor(ms / 1000)
