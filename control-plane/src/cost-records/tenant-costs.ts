import { DAY } from '@tenantry/metering/hours.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { queryItems } from '../usage-records/query-items.ts'
import { rowText, TenantCost } from './cost-rows.ts'
import type { UnitState } from './cost-state.ts'
import { spanOf, type Unit } from './units.ts'

const TenantItem = z.object({ version: z.int(), costs: z.array(TenantCost) })

/** As long as the hours of usage. */
const KEPT_DAYS = 400
const partition = (tenantId: string): string => `tenant#${tenantId}`
const sortKey = ({ unit, slot }: Pick<UnitState, 'unit' | 'slot'>): string => `${unit}#${slot}`

/**
 * What single tenants bear, an item for each tenant and unit in which there is anything. A version is written beside the one that counts, into the slot that is
 * free, so nothing is seen of it before it counts; what an earlier version left in the slot has another number.
 */
export interface TenantCosts {
  write(at: Pick<UnitState, 'unit' | 'slot' | 'version'>, costs: Map<string, TenantCost[]>): Promise<void>
  /** Of the versions of these units that count. */
  read(tenantId: string, units: UnitState[]): Promise<TenantCost[]>
}

export function tenantCosts(costs: Pick<Table, 'query' | 'writeMany'>): TenantCosts {
  return {
    async write(at, byTenant) {
      const items = [...byTenant].map(([tenantId, own]) => ({
        pk: partition(tenantId),
        sk: sortKey(at),
        version: at.version,
        costs: JSON.parse(rowText(own)),
        expiresAt: expiryOf(at.unit),
      }))
      await costs.writeMany({ put: items })
    },
    async read(tenantId, units) {
      const [first, last] = [units[0], units.at(-1)]
      if (!first || !last) return []
      const keys = { pk: partition(tenantId), first: `${first.unit}#0`, last: `${last.unit}#1` }
      const items = new Map((await queryItems(costs, keys)).map((item) => [item.sk, z.parse(TenantItem, item)]))
      return units.flatMap((unit) => {
        const item = items.get(sortKey(unit))
        return item?.version === unit.version ? item.costs : []
      })
    },
  }
}

const expiryOf = (unit: Unit): number => (spanOf(unit).to + KEPT_DAYS * DAY) / 1_000
