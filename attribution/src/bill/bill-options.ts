import type { DriverTable } from '../drivers/driver-table.ts'

/** `billed`: what the invoice says. `list`: the same use at list prices, before discounts, credits and free tiers. */
export type Basis = 'billed' | 'list'

export interface BillOptions {
  basis: Basis
  drivers: DriverTable
  /** Recorded resources of silos (tenant id) and of the platform (null), by resource id. */
  resources: Pick<ReadonlyMap<string, string | null>, 'get'>
}
