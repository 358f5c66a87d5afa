/** Columns of the bill, as AWS's export and Glue's table have them. https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html */
export const BILL_COLUMNS: Record<string, string> = {
  bill_invoice_id: 'string',
  identity_line_item_id: 'string',
  line_item_line_item_type: 'string',
  line_item_product_code: 'string',
  line_item_resource_id: 'string',
  line_item_unblended_cost: 'double',
  line_item_usage_account_id: 'string',
  line_item_usage_amount: 'double',
  line_item_usage_end_date: 'timestamp',
  line_item_usage_start_date: 'timestamp',
  line_item_usage_type: 'string',
  pricing_public_on_demand_cost: 'double',
  product_region_code: 'string',
  resource_tags: 'map<string,string>',
}
