import { createHash } from 'node:crypto'
import { costOf } from './bill-cost.ts'
import { HOUR_MS, monthOf } from './month.ts'
import { countedPerUnit, PRICE_LIST } from './price-list.ts'
import type { HourlyUse } from './stores/usage-store.ts'

/** How long after a month AWS issues its invoice; until then the month's lines may still change. */
const INVOICED_AFTER_MS = 5 * 24 * HOUR_MS

export const isInvoiced = (month: { to: number }, now: number): boolean => now >= month.to + INVOICED_AFTER_MS

/** A line of the bill by the columns of CUR 2.0. Times are texts, and amounts the texts of doubles. */
export type BillLine = Record<string, string | number | Record<string, string> | null>

const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
const interval = (from: number, to: number) =>
  [from, to].map((at) => new Date(at).toISOString().replace('.000Z', 'Z')).join('/')

/** https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html */
export function billLine(use: HourlyUse, accountId: string, now: number): BillLine {
  const { hour, item, resource, amount, tags } = use
  const { service, family, usageType, operation, unit, metered, price } = PRICE_LIST.prices[item]
  const month = monthOf(hour)
  const perUnit = countedPerUnit(metered, month.hours)
  const cost = costOf(amount, perUnit, price)
  const quantity = amount / perUnit
  const invoice = isInvoiced(month, now) ? invoiceOf(accountId, month.name) : ''
  return {
    bill_bill_type: 'Anniversary',
    bill_billing_entity: 'AWS',
    bill_billing_period_start_date: time(month.from),
    bill_billing_period_end_date: time(month.to),
    bill_invoice_id: invoice,
    bill_invoicing_entity: 'Amazon Web Services, Inc.',
    bill_payer_account_id: accountId,
    bill_payer_account_name: accountId,
    identity_line_item_id: idOf(`${hour} ${item} ${resource}`),
    identity_time_interval: interval(hour, hour + HOUR_MS),
    line_item_availability_zone: '',
    line_item_blended_cost: cost,
    line_item_blended_rate: price,
    line_item_currency_code: 'USD',
    line_item_legal_entity: 'Amazon Web Services, Inc.',
    line_item_line_item_description: `$${price} per ${unit}`,
    line_item_line_item_type: 'Usage',
    line_item_normalization_factor: null,
    line_item_normalized_usage_amount: null,
    line_item_operation: operation,
    line_item_product_code: service,
    line_item_resource_id: resource,
    line_item_tax_type: '',
    line_item_unblended_cost: cost,
    line_item_unblended_rate: price,
    line_item_usage_account_id: accountId,
    line_item_usage_account_name: accountId,
    line_item_usage_amount: quantity,
    line_item_usage_start_date: time(hour),
    line_item_usage_end_date: time(hour + HOUR_MS),
    line_item_usage_type: usageType,
    pricing_currency: 'USD',
    pricing_public_on_demand_cost: cost,
    pricing_public_on_demand_rate: price,
    pricing_term: 'OnDemand',
    pricing_unit: unit,
    product: { product_name: service, region: PRICE_LIST.region },
    product_operation: operation,
    product_product_family: family,
    product_region_code: PRICE_LIST.region,
    product_servicecode: service,
    product_usagetype: usageType,
    resource_tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [tagKey(name), value])),
    cost_category: {},
    discount: {},
  }
}

/** `TenantId` is `user_tenant_id`. */
const tagKey = (name: string): string =>
  `user_${name.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').replace(/[^A-Za-z0-9]+/g, '_')}`.toLowerCase()

const digest = (text: string) => createHash('sha256').update(text).digest()
const idOf = (text: string): string => digest(text).toString('hex').slice(0, 52)
const invoiceOf = (accountId: string, month: string): string =>
  String(digest(`${accountId} ${month}`).readUInt32BE()).padStart(10, '0')
