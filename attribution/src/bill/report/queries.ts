/*
 * One query per report format gives the lines of all formats the same columns, as text. It runs on DuckDB and on Athena alike. It chooses
 * and renames, and calculates nothing: engines round in their own ways, and exact numbers are for what reads the result.
 */

/** https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html */
const QUANTITY_OF_USAGE = `
  CASE
    WHEN line_item_line_item_type IN ('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage')
    THEN CAST(line_item_usage_amount AS varchar)
  END AS quantity`

/** The Cost and Usage Report that AWS calls legacy: a column for each tag and product attribute. */
export const LEGACY_CUR = `
SELECT
  CAST(line_item_usage_start_date AS varchar) AS start_time,
  CAST(line_item_usage_end_date AS varchar) AS end_time,
  line_item_product_code AS service,
  line_item_usage_type AS usage_type,
  line_item_usage_account_id AS account,
  COALESCE(NULLIF(product_region_code, ''), product_region) AS region,
  line_item_resource_id AS resource,
  resource_tags_user_tenant_id AS tenant,${QUANTITY_OF_USAGE},
  CAST(line_item_unblended_cost AS varchar) AS billed_cost,
  CAST(pricing_public_on_demand_cost AS varchar) AS list_cost
FROM legacy_cur`

/** https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html: tags are a map. */
export const CUR_2_COLUMNS = `
  CAST(line_item_usage_start_date AS varchar) AS start_time,
  CAST(line_item_usage_end_date AS varchar) AS end_time,
  line_item_product_code AS service,
  line_item_usage_type AS usage_type,
  line_item_usage_account_id AS account,
  product_region_code AS region,
  line_item_resource_id AS resource,
  COALESCE(
    json_extract_scalar(CAST(resource_tags AS json), '$.user_tenant_id'),
    json_extract_scalar(CAST(resource_tags AS json), '$.user_TenantId')
  ) AS tenant,${QUANTITY_OF_USAGE},
  CAST(line_item_unblended_cost AS varchar) AS billed_cost,
  CAST(pricing_public_on_demand_cost AS varchar) AS list_cost`

export const CUR_2 = `
SELECT${CUR_2_COLUMNS}
FROM cur_2`

/** https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws.html: SkuMeter is what x_UsageType was in 1.0. */
export const FOCUS = `
SELECT
  CAST(ChargePeriodStart AS varchar) AS start_time,
  CAST(ChargePeriodEnd AS varchar) AS end_time,
  COALESCE(NULLIF(x_ServiceCode, ''), ServiceName) AS service,
  COALESCE(NULLIF(SkuMeter, ''), x_UsageType) AS usage_type,
  COALESCE(NULLIF(SubAccountId, ''), BillingAccountId) AS account,
  RegionId AS region,
  ResourceId AS resource,
  COALESCE(
    json_extract_scalar(CAST(Tags AS json), '$.TenantId'),
    json_extract_scalar(CAST(Tags AS json), '$.user:TenantId')
  ) AS tenant,
  CASE WHEN ChargeCategory = 'Usage' THEN CAST(ConsumedQuantity AS varchar) END AS quantity,
  CAST(BilledCost AS varchar) AS billed_cost,
  CAST(ListCost AS varchar) AS list_cost
FROM focus`
