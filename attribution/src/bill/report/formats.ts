import { CUR_2, FOCUS, LEGACY_CUR } from './queries.ts'

export interface ReportFormat {
  name: string
  /** The table that the query reads. */
  table: string
  query: string
  /** Columns that a report of this format has, in lower case. */
  required: string[]
  /** Other columns that the query reads; a report need not have them. */
  optional: string[]
  /** Those of them that hold maps, as JSON text where the file type has no maps. */
  maps: string[]
}

const CUR_COLUMNS = [
  'line_item_usage_start_date',
  'line_item_usage_end_date',
  'line_item_line_item_type',
  'line_item_product_code',
  'line_item_usage_type',
  'line_item_unblended_cost',
]
const CUR_OPTIONAL = [
  'line_item_usage_amount',
  'line_item_usage_account_id',
  'line_item_resource_id',
  'pricing_public_on_demand_cost',
  'product_region_code',
]

/** The first that a report's columns fit is its format. */
export const FORMATS: ReportFormat[] = [
  {
    name: 'FOCUS',
    table: 'focus',
    query: FOCUS,
    required: ['chargeperiodstart', 'chargeperiodend', 'chargecategory', 'servicename', 'billedcost'],
    optional: [
      ...['x_servicecode', 'skumeter', 'x_usagetype', 'subaccountid', 'billingaccountid', 'regionid', 'resourceid'],
      ...['consumedquantity', 'listcost', 'tags'],
    ],
    maps: ['tags'],
  },
  {
    name: 'CUR 2.0',
    table: 'cur_2',
    query: CUR_2,
    required: [...CUR_COLUMNS, 'resource_tags'],
    optional: CUR_OPTIONAL,
    maps: ['resource_tags'],
  },
  {
    name: 'legacy CUR',
    table: 'legacy_cur',
    query: LEGACY_CUR,
    required: CUR_COLUMNS,
    optional: [...CUR_OPTIONAL, 'product_region', 'resource_tags_user_tenant_id'],
    maps: [],
  },
]

/** `lineItem/UnblendedCost` in a CSV file of the legacy report is `line_item_unblended_cost` in Parquet; other names only lose their case. */
export function columnName(header: string): string {
  if (!header.includes('/')) return header.toLowerCase()
  return header
    .replace(/(?<=[A-Za-z0-9])[A-Z]/g, '_$&')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
