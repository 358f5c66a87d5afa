/**
 * Functions and operators, as DuckDB's parser names them, that give here what they give in Trino. Others are refused by name: DuckDB may have a function of that
 * name that does something else. A division is among them, since DuckDB divides integers as fractions.
 */
export const SUPPORTED_FUNCTIONS = new Set([
  ...['+', '-', '*', '||', '~~', '!~~', 'like_escape', 'not_like_escape'],
  // https://trino.io/docs/current/functions/aggregate.html
  ...[
    'count',
    'count_star',
    'sum',
    'min',
    'max',
    'avg',
    'any_value',
    'arbitrary',
    'max_by',
    'min_by',
    'array_agg',
    'bool_and',
    'bool_or',
  ],
  // https://trino.io/docs/current/functions/window.html
  ...['row_number', 'rank', 'dense_rank', 'first_value', 'last_value', 'lag', 'lead'],
  // https://trino.io/docs/current/functions/string.html
  ...[
    'lower',
    'upper',
    'length',
    'trim',
    'ltrim',
    'rtrim',
    'replace',
    'substr',
    'substring',
    'strpos',
    'starts_with',
    'split_part',
  ],
  ...['regexp_like', 'element_at', 'cardinality', 'json_extract', 'json_extract_scalar'],
  // https://trino.io/docs/current/functions/datetime.html
  ...['date_trunc', 'date_part', 'from_iso8601_timestamp'],
  ...[
    'abs',
    'floor',
    'ceil',
    'ceiling',
    'nullif',
    'map',
    'row',
    'array_value',
    'list_value',
    'array_extract',
    'struct_extract',
  ],
])
