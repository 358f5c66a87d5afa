/** Functions of Trino that DuckDB has under other names. https://trino.io/docs/current/functions.html */
export const TRINO_MACROS = [
  "json_extract_scalar(value, path) AS CASE WHEN json_type(CAST(value AS JSON), path) NOT IN ('OBJECT', 'ARRAY') THEN json_extract_string(CAST(value AS JSON), path) END",
  'element_at(container, place) AS container[place]',
  'regexp_like(value, pattern) AS regexp_matches(value, pattern)',
  'from_iso8601_timestamp(value) AS CAST(value AS TIMESTAMPTZ)',
  'arbitrary(value) AS any_value(value)',
]
