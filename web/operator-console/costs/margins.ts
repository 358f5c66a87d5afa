import type { MarginView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { type Picodollars, parseDollars, sumOf } from '../../shared/app/dollars.ts'

/** A tenant's month in exact amounts. */
export interface Margin {
  tenantId: string
  tier: string | null
  revenue: Picodollars
  direct: Picodollars
  shared: Picodollars
  margin: Picodollars
  invoice: MarginView['invoice']
}

export const marginOf = ({ revenue, direct, shared, margin, ...rest }: MarginView): Margin => ({
  ...rest,
  revenue: parseDollars(revenue),
  direct: parseDollars(direct),
  shared: parseDollars(shared),
  margin: parseDollars(margin),
})

/** All tenants together. */
export const totalMargin = (margins: readonly Margin[]): Pick<Margin, 'revenue' | 'direct' | 'shared' | 'margin'> => ({
  revenue: sumOf(margins.map(({ revenue }) => revenue)),
  direct: sumOf(margins.map(({ direct }) => direct)),
  shared: sumOf(margins.map(({ shared }) => shared)),
  margin: sumOf(margins.map(({ margin }) => margin)),
})
