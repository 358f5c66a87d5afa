import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Unsupported } from '../../core/aws-error.ts'
import { sqlName, sqlText } from '../../core/duckdb.ts'
import type { CatalogTable, ListedObject } from '../../core/faces.ts'
import { hiveType } from '../engine/hive-type.ts'
import { jsonRows } from '../engine/json-rows.ts'
import type { Engine } from '../engine/open-engine.ts'
import { parquetRows } from '../engine/parquet-rows.ts'
import { denied, unsupportedHere, userFailure } from '../errors.ts'
import type { Place } from '../sql/tables-in.ts'
import { chosenPartitions } from './chosen-partitions.ts'
import type { QueryRun, QueryServices } from './query-run.ts'

/** A file of a table, as the caller's rights let it be read. */
interface SourceFile extends ListedObject {
  /** Of its partition. */
  values: string[]
}

/** Makes a table as a view of the files that the query needs, which are copied into its folder. */
export async function makeView(
  { catalog, objects }: Pick<QueryServices, 'catalog' | 'objects'>,
  engine: Engine,
  { table, places, run }: { table: CatalogTable; places: Place[]; run: QueryRun },
): Promise<void> {
  const { bucket, prefix, valuesOf } = locate(() => catalog.partitions(table))
  const path = `s3://${bucket}/${prefix}`
  const listed = await allowed(path, () => objects.list(run.principal, bucket, prefix))
  const all = listed.flatMap((object): SourceFile[] => {
    const values = isHidden(object.key) ? undefined : valuesOf(object.key)
    return values && object.bytes > 0 ? [{ ...object, values }] : []
  })
  const files = await chosenPartitions(engine, table, all, places)
  const copies: { path: string; values: string[] }[] = []
  for (const [index, { key, bytes, values }] of files.entries()) {
    run.signal.throwIfAborted()
    run.read(bytes)
    const body = await allowed(`s3://${bucket}/${key}`, () => objects.get(run.principal, bucket, key))
    const copy = join(run.folder, `${table.database}.${table.name}.${index}${/\.gz$/.test(key) ? '.gz' : ''}`)
    await writeFile(copy, body, { mode: 0o600 })
    copies.push({ path: copy, values })
  }
  await engine.createView(table.database, table.name, await rowsOf(engine, table, copies))
}

/** SQL for the rows of a table: its columns, and then those of its partitions. */
async function rowsOf(engine: Engine, table: CatalogTable, files: { path: string; values: string[] }[]) {
  const types = [...table.columns, ...table.partitionKeys].map(({ name, type }) => ({ name, type: hiveType(type) }))
  if (files.length === 0)
    return `SELECT ${types.map(({ name, type }) => `CAST(NULL AS ${type.sql}) AS ${sqlName(name)}`).join(', ')} WHERE false`
  const paths = files.map(({ path }) => path)
  const read = formatOf(table)
  const columns = await read(engine, table, paths)
  const values = files.map(({ path, values: own }) => `(${[path, ...own].map(sqlText).join(', ')})`)
  const names = ['file', ...table.partitionKeys.map((_, index) => `value${index}`)]
  const partitions = table.partitionKeys.map(
    ({ name, type }, index) => `CAST(p.value${index} AS ${hiveType(type).sql}) AS ${sqlName(name)}`,
  )
  return `SELECT ${[...columns.select, ...partitions].join(', ')} FROM ${columns.from} AS f
    JOIN (VALUES ${values.join(', ')}) AS p(${names.join(', ')}) ON p.file = f.${columns.file}`
}

function formatOf({ serde, name }: CatalogTable) {
  if (/^org\.openx\.data\.jsonserde\.JsonSerDe$/i.test(serde.library)) return jsonRows
  if (/ParquetHiveSerDe$/.test(serde.library)) return parquetRows
  throw unsupportedHere(`the SerDe ${serde.library || 'of no name'} of the table ${name}`)
}

/** "Athena ignores … files whose names begin with an underscore or a dot". https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html */
const isHidden = (key: string): boolean => /(^|\/)[._][^/]*$|\/$/.test(key)

function locate<T>(partitions: () => T): T {
  try {
    return partitions()
  } catch (error) {
    if (error instanceof Unsupported) throw userFailure(`NOT_SUPPORTED: ${error.message}`)
    throw error
  }
}

async function allowed<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDenied')
      throw denied(`PERMISSION_DENIED: Permission denied on S3 path: ${path}. ${error.message}`)
    if (error instanceof Error && error.name === 'NoSuchBucket')
      throw userFailure(`HIVE_METASTORE_ERROR: the bucket of ${path} does not exist`)
    throw error
  }
}
