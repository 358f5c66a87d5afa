import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import type { CostObjects } from '../cost-records/cost-objects.ts'
import type { CostState } from '../cost-records/cost-state.ts'
import type { RunRecords } from '../cost-records/run-records.ts'
import type { TenantCosts } from '../cost-records/tenant-costs.ts'
import type { Attributed } from './attribute-unit.ts'
import type { SiloServices } from './silo-owners.ts'

/** What work on a unit needs. */
export interface UnitServices extends SiloServices {
  costs: Pick<Table, 'get' | 'put' | 'update' | 'delete' | 'query' | 'writeMany'>
  state: CostState
  objects: CostObjects
  records: RunRecords
  tenantCosts: TenantCosts
  system: Pick<System, 'now' | 'uuid'>
  logger: Pick<Logger, 'info' | 'warn'>
  /** Tells what was published. While a day is still being billed, the bill lags behind what was metered. */
  measure(attributed: Attributed, unit: { isSettled: boolean }): void
}
