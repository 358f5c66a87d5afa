import { COST_CAUSES } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import * as z from 'zod/mini'

// What is stored of an attribution. Money is whole picodollars as text, in memory as bigint.

const Amount = z.pipe(
  z.string().check(z.regex(/^-?\d+$/)),
  z.transform((text: string) => BigInt(text)),
)
const Causes = z.object({ idle: Amount, platform: Amount, noUsage: Amount, noDriver: Amount })
export type Causes = z.infer<typeof Causes>

/** What lines cost that begin in an interval, of a service and driver, and who bears it. */
export const CostRow = z.object({
  /** The begin of the hour or day. */
  from: z.number(),
  service: z.string(),
  driver: z.nullable(z.string()),
  total: Amount,
  unallocated: Causes,
  tenants: z.array(z.tuple([z.string(), z.nullable(z.string()), Amount])),
})
export type CostRow = z.infer<typeof CostRow>

/** The same without tenants. */
export const CostTotal = z.omit(CostRow, { tenants: true, driver: true })
export type CostTotal = z.infer<typeof CostTotal>

/** What was used of a driver on a day: decimals. */
export const UseRow = z.object({
  from: z.number(),
  driver: z.string(),
  platform: z.string(),
  tenants: z.array(z.tuple([z.string(), z.string()])),
})
export type UseRow = z.infer<typeof UseRow>

/** All that is known of days by all tenants. */
export const DayRows = z.object({ costs: z.array(CostRow), uses: z.array(UseRow) })
export type DayRows = z.infer<typeof DayRows>

/** What one tenant bears and used on a day. */
export const TenantCost = z.object({
  from: z.number(),
  tier: z.nullable(z.string()),
  service: z.string(),
  driver: z.nullable(z.string()),
  cost: Amount,
  used: z.nullable(z.string()),
})
export type TenantCost = z.infer<typeof TenantCost>

export const noCauses = (): Causes => ({ idle: 0n, platform: 0n, noUsage: 0n, noDriver: 0n })
export function addCauses(sum: Causes, causes: Causes): void {
  for (const cause of COST_CAUSES) sum[cause] += causes[cause]
}
export const sumOfCauses = (causes: Causes): bigint => COST_CAUSES.reduce((sum, cause) => sum + causes[cause], 0n)

/** Rows as text: bigints are written as they are read. */
export const rowText = (row: object): string =>
  JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value))
