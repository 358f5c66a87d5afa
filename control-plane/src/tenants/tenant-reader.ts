import { system as realSystem, type System } from '@tenantry/toolkit/system.ts'
import type { Item, Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Claim, isClaimed } from './name-claims.ts'
import { Registration } from './registration.ts'
import { Tenant } from './tenant.ts'
import * as items from './tenant-items.ts'

/** What is stored of single tenants. */
export interface TenantReader {
  tenant(tenantId: string): Promise<Tenant | null>
  registration(registrationId: string): Promise<Registration | null>
  /** Which tenant has claimed this name, in any case: it is called so, or was. */
  tenantIdOf(name: string): Promise<string | null>
  claimOf(name: string): Promise<Claim | null>
  /** Whether nobody else can have this name, which looks so: see `likenessesOf`. */
  isNameTaken(name: string, likenesses: string[]): Promise<boolean>
}

export function tenantReader(tenants: Pick<Table, 'get'>, system: Pick<System, 'now'> = realSystem): TenantReader {
  const claimed = (item: Item | undefined): item is Item => item !== undefined && isClaimed(item, system.now())
  async function claimOf(tenantName: string): Promise<Claim | null> {
    const item = await tenants.get(items.claimKey(tenantName))
    return claimed(item) ? z.parse(Claim, item) : null
  }
  return {
    async tenant(tenantId) {
      const item = await tenants.get(items.tenantKey(tenantId))
      return item ? z.parse(Tenant, item) : null
    },
    async registration(registrationId) {
      const item = await tenants.get(items.registrationKey(registrationId))
      return item ? z.parse(Registration, item) : null
    },
    claimOf,
    tenantIdOf: async (tenantName) => (await claimOf(tenantName))?.tenantId ?? null,
    async isNameTaken(tenantName, likenesses) {
      const keys = [items.claimKey(tenantName), ...likenesses.map(items.likenessKey)]
      const claims = await Promise.all(keys.map((key) => tenants.get(key)))
      return claims.some(claimed)
    },
  }
}
