import { sqlName, sqlText } from '../../core/duckdb.ts'
import type { CatalogTable } from '../../core/faces.ts'
import { hiveType } from '../engine/hive-type.ts'
import type { Engine } from '../engine/open-engine.ts'
import { partitionConditions } from '../sql/partition-conditions.ts'
import type { Place } from '../sql/tables-in.ts'

/** The files of the partitions that a query needs: those of which all conditions hold that it sets beside one of the places where it names the table. */
export async function chosenPartitions<File extends { values: string[] }>(
  engine: Engine,
  { partitionKeys }: CatalogTable,
  files: File[],
  places: Place[],
): Promise<File[]> {
  if (files.length === 0 || partitionKeys.length === 0) return files
  const conditions: string[][] = []
  for (const place of places) conditions.push(await partitionConditions(engine, partitionKeys, place))
  if (conditions.some((place) => place.length === 0)) return files
  const partitions = new Map(files.map(({ values }) => [JSON.stringify(values), values]))
  const rows = [...partitions].map(([key, values]) => `(${[key, ...values].map(sqlText).join(', ')})`)
  const names = partitionKeys.map((_, index) => `value${index}`)
  const columns = partitionKeys.map(
    ({ name, type }, index) => `CAST(value${index} AS ${hiveType(type).sql}) AS ${sqlName(name)}`,
  )
  const where = conditions.map((place) => `(${place.map((condition) => `(${condition})`).join(' AND ')})`).join(' OR ')
  const chosen = await engine.rows(
    `SELECT partition_key FROM (SELECT partition_key, ${columns.join(', ')} FROM (VALUES ${rows.join(', ')}) AS v(partition_key, ${names.join(', ')}))
     WHERE ${where}`,
  )
  const keys = new Set(chosen.map(([key]) => key))
  return files.filter(({ values }) => keys.has(JSON.stringify(values)))
}
