import { sqlName, sqlText } from '../../core/duckdb.ts'
import type { CatalogTable } from '../../core/faces.ts'
import { hiveType } from './hive-type.ts'
import type { Rows } from './json-rows.ts'
import type { Engine } from './open-engine.ts'

/** Parquet files, whose columns are found by their names; one that no file has is null. https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html */
export async function parquetRows(engine: Engine, { columns }: CatalogTable, paths: string[]): Promise<Rows> {
  const files = `[${paths.map(sqlText).join(', ')}]`
  const from = `read_parquet(${files}, union_by_name = true, hive_partitioning = false, filename = 'source_file')`
  const described = await engine.rows(`DESCRIBE SELECT * FROM ${from}`)
  const there = new Map(described.map(([name]) => [String(name).toLowerCase(), String(name)]))
  const select = columns.map(({ name, type }) => {
    const own = there.get(name)
    return `CAST(${own === undefined ? 'NULL' : `f.${sqlName(own)}`} AS ${hiveType(type).sql}) AS ${sqlName(name)}`
  })
  return { from, file: 'source_file', select }
}
