import { TIER_KEYS } from '@tenantry/contracts/plan.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { DirectoryEntry, directoryReader } from '@tenantry/toolkit/tenant-directory.ts'
import * as z from 'zod/mini'

export type FilledTenant = Pick<DirectoryEntry, 'tenantId' | 'readShards' | 'journaled'>

/** The tenants whose items are in the tables of this deployment, whatever their status: a suspended one comes back. */
export interface Tenants {
  get(tenantId: string): Promise<FilledTenant | undefined>
  /** The next one in the directory's own order; the first for null, undefined behind the last. */
  after(tenantId: string | null): Promise<FilledTenant | undefined>
}

const FRESH_MS = 10_000

export function directoryTenants(directory: Pick<Table, 'get' | 'scan'>, system: Pick<System, 'now'>): Tenants {
  const read = directoryReader(directory)
  const isHere = (entry: DirectoryEntry | undefined) => (entry?.deployment.kind === 'pool' ? entry : undefined)
  const get = cached({
    load: async (tenantId) => isHere(await read(tenantId)),
    freshUntil: (_, loadedAt) => loadedAt + FRESH_MS,
    now: system.now,
    maxEntries: 1,
  })
  return {
    get,
    async after(tenantId) {
      let last = tenantId
      for (;;) {
        const { items, next } = await directory.scan({ limit: 1, ...(last !== null && { after: { tenantId: last } }) })
        // What tiers give is there, too.
        const tenants = items.filter((item) => !String(item.tenantId).startsWith(TIER_KEYS))
        const found = tenants.map((item) => z.parse(DirectoryEntry, item)).find(isHere)
        if (found || !next) return found
        last = String(next.tenantId)
      }
    },
  }
}

/** The one tenant of a silo, while it is served there. */
export function siloTenant(directory: Pick<Table, 'get'>, only: string): Tenants {
  const read = directoryReader(directory)
  const get = async (tenantId: string) => {
    const entry = tenantId === only ? await read(only) : undefined
    return entry?.deployment.kind === 'silo' ? entry : undefined
  }
  return { get, after: async (tenantId) => (tenantId === null ? get(only) : undefined) }
}
