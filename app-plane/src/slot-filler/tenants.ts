import { cached } from '@tenantry/toolkit/cache.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { DirectoryEntry, directoryReader } from '@tenantry/toolkit/tenant-directory.ts'
import * as z from 'zod/mini'

/** The tenants whose items are in the tables of this deployment, whatever their status: a suspended one comes back. */
export interface Tenants {
  get(tenantId: string): Promise<Pick<DirectoryEntry, 'tenantId' | 'readShards'> | undefined>
  /** The next one in the directory's own order; the first for null, undefined behind the last. */
  after(tenantId: string | null): Promise<Pick<DirectoryEntry, 'tenantId' | 'readShards'> | undefined>
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
        const found = items.map((item) => z.parse(DirectoryEntry, item)).find(isHere)
        if (found || !next) return found
        last = String(next.tenantId)
      }
    },
  }
}
