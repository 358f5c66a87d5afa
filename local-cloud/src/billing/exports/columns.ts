/** Types of the columns of CUR 2.0 that are not texts. https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html */
const TYPES: Record<string, string> = {
  ...Object.fromEntries(
    [
      ...['bill_billing_period_start_date', 'bill_billing_period_end_date'],
      ...['line_item_usage_start_date', 'line_item_usage_end_date'],
    ].map((name) => [name, 'TIMESTAMP_MS']),
  ),
  ...Object.fromEntries(
    [
      ...['line_item_blended_cost', 'line_item_unblended_cost', 'line_item_usage_amount'],
      ...['line_item_normalization_factor', 'line_item_normalized_usage_amount', 'pricing_public_on_demand_cost'],
    ].map((name) => [name, 'DOUBLE']),
  ),
  ...Object.fromEntries(
    ['product', 'resource_tags', 'cost_category', 'discount'].map((name) => [name, 'MAP(VARCHAR, VARCHAR)']),
  ),
}

export const typeOfColumn = (name: string): string => TYPES[name] ?? 'VARCHAR'
