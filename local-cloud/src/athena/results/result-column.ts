/** A column of a result, as Athena describes it. https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html */
export interface ResultColumn {
  name: string
  type: string
  precision: number
  scale: number
}

const TYPES: Record<string, [type: string, precision: number]> = {
  VARCHAR: ['varchar', 2_147_483_647],
  JSON: ['json', 0],
  BOOLEAN: ['boolean', 0],
  TINYINT: ['tinyint', 3],
  SMALLINT: ['smallint', 5],
  INTEGER: ['integer', 10],
  BIGINT: ['bigint', 19],
  // What DuckDB makes of a sum of integers, which stays a bigint in Trino.
  HUGEINT: ['bigint', 19],
  FLOAT: ['float', 17],
  DOUBLE: ['double', 17],
  DATE: ['date', 0],
  TIMESTAMP: ['timestamp', 3],
  'TIMESTAMP WITH TIME ZONE': ['timestamp with time zone', 3],
}

export function resultColumn(name: string, duckType: string): ResultColumn {
  const [, digits, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(duckType) ?? []
  if (digits !== undefined) return { name, type: 'decimal', precision: Number(digits), scale: Number(scale) }
  const known = TYPES[duckType]
  if (known) return { name, type: known[0], precision: known[1], scale: 0 }
  const type = duckType.endsWith(']') ? 'array' : duckType.startsWith('MAP') ? 'map' : 'row'
  return { name, type, precision: 0, scale: 0 }
}
