import { formatDollars } from '@tenantry/attribution/money.ts'
import type { CostInterval } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { type Cell, csvLine } from '../audit/csv.ts'
import { startOfMonth } from '../cost-records/units.ts'
import { moment } from '../usage/usage-view.ts'
import { endOf } from './intervals.ts'
import type { CostItem } from './read-costs.ts'

/** Categories of FOCUS for what a deployment uses most. https://focus.finops.org/focus-specification/v1-2/ */
const CATEGORIES: Record<string, string> = {
  AmazonDynamoDB: 'Databases',
  AWSLambda: 'Compute',
  AmazonApiGateway: 'Integration',
  AmazonCloudWatch: 'Management and Governance',
  AmazonS3: 'Storage',
  AmazonCognito: 'Identity',
}

interface Context {
  by: CostInterval
  accountId: string
}

/** Columns of FOCUS that an attribution knows, and what it adds. List and contracted costs are not attributed, so they are not there. */
const COLUMNS: Record<string, (item: CostItem, context: Context) => Cell> = {
  BilledCost: ({ cost }) => ({ amount: formatDollars(cost) }),
  BillingAccountId: (_, { accountId }) => accountId,
  BillingCurrency: () => 'USD',
  BillingPeriodEnd: ({ from }) => moment(endOf('month', startOfMonth(from))),
  BillingPeriodStart: ({ from }) => moment(startOfMonth(from)),
  // What a run attributes holds usage, tax and credits of a service together.
  ChargeCategory: () => 'Adjustment',
  ChargeDescription: ({ tenantId, cause, service }) =>
    tenantId === null ? `Unallocated cost of ${service}: ${cause}` : `Cost of ${service} that the tenant bears`,
  ChargePeriodEnd: ({ from }, { by }) => moment(endOf(by, from)),
  ChargePeriodStart: ({ from }) => moment(from),
  EffectiveCost: ({ cost }) => ({ amount: formatDollars(cost) }),
  InvoiceIssuerName: () => 'Amazon Web Services',
  ProviderName: () => 'Amazon Web Services',
  PublisherName: () => 'Amazon Web Services',
  ServiceCategory: ({ service }) => CATEGORIES[service] ?? 'Other',
  ServiceName: ({ service }) => service,
  SubAccountId: (_, { accountId }) => accountId,
  x_ServiceCode: ({ service }) => service,
  x_TenantId: ({ tenantId }) => tenantId,
  x_TenantTier: ({ tier }) => tier,
  x_UnallocatedCause: ({ cause }) => cause,
}

/** A page of items as a table in the columns of FOCUS 1.2; pages in their order make one table. */
export function focusRows(items: CostItem[], { isFirst, ...context }: Context & { isFirst: boolean }): string {
  const header = isFirst ? [Object.keys(COLUMNS)] : []
  const rows = items.map((item) => Object.values(COLUMNS).map((cellOf) => cellOf(item, context)))
  return [...header, ...rows].map(csvLine).join('')
}
