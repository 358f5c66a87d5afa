import { sqlName, sqlText } from '../../core/duckdb.ts'
import type { CatalogTable } from '../../core/faces.ts'
import { unsupportedHere } from '../errors.ts'
import { type HiveType, hiveType } from './hive-type.ts'
import type { Engine } from './open-engine.ts'

/** Those of the SerDe that say what is so here anyway. https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html */
const KNOWN = /^(ignore\.malformed\.json|case\.insensitive|paths|serialization\.format|mapping\..+)$/

/** SQL for what is read of a table's files. */
export interface Rows {
  from: string
  /** The column with the path of the file. */
  file: string
  select: string[]
}

/**
 * Files of JSON lines, as the OpenX SerDe reads them: names have no case, an object in a column of texts is its JSON, what does not fit a
 * column is null, and with `ignore.malformed.json` so is a line that is no JSON.
 */
export async function jsonRows(engine: Engine, table: CatalogTable, paths: string[]): Promise<Rows> {
  const { parameters } = table.serde
  const unknown = Object.keys(parameters).find((name) => !KNOWN.test(name.toLowerCase()))
  if (unknown !== undefined || parameters['case.insensitive']?.toLowerCase() === 'false')
    throw unsupportedHere(`the property ${unknown ?? 'case.insensitive'} of the JSON SerDe`)
  const ignores = parameters['ignore.malformed.json']?.toLowerCase() === 'true'
  const from = `read_ndjson_objects([${paths.map(sqlText).join(', ')}], filename = 'file', ignore_errors = ${ignores})`
  const names = keysIn(engine, from)
  const select: string[] = []
  for (const { name, type } of table.columns) {
    const written = parameters[`mapping.${name}`] ?? name
    select.push(`${await value(hiveType(type), '$', written, names)} AS ${sqlName(name)}`)
  }
  return { from, file: 'file', select }
}

type KeysIn = (path: string) => Promise<Map<string, string[]>>

/** The keys that objects have at a path, by their lower case: DuckDB takes them by their letters alone. */
function keysIn(engine: Engine, from: string): KeysIn {
  const known = new Map<string, Promise<Map<string, string[]>>>()
  const look = async (path: string) => {
    const rows = await engine.rows(`SELECT DISTINCT unnest(json_keys(json, ${sqlText(path)})) FROM ${from}`)
    const keys = rows.map(([key]) => String(key)).sort()
    return Map.groupBy(keys, (key) => key.toLowerCase())
  }
  return (path) => {
    const found = known.get(path) ?? look(path)
    known.set(path, found)
    return found
  }
}

/** SQL for a member of the objects at a path. */
async function value(type: HiveType, path: string, name: string, keys: KeysIn): Promise<string> {
  const spellings = (await keys(path)).get(name.toLowerCase()) ?? []
  const values: string[] = []
  for (const spelling of spellings) {
    const member = `${path}."${spelling.replaceAll('"', '\\"')}"`
    values.push(await read(type, member, keys))
  }
  if (values.length === 0) return `CAST(NULL AS ${type.sql})`
  return values.length === 1 ? (values[0] ?? '') : `COALESCE(${values.join(', ')})`
}

async function read(type: HiveType, path: string, keys: KeysIn): Promise<string> {
  const text = `json_extract_string(f.json, ${sqlText(path)})`
  switch (type.kind) {
    case 'scalar':
      return type.sql === 'VARCHAR' ? text : `TRY_CAST(${text} AS ${type.sql})`
    case 'array':
    case 'map':
      return `TRY_CAST(json_extract(f.json, ${sqlText(path)}) AS ${type.sql})`
    case 'struct': {
      const fields = []
      for (const field of type.fields)
        fields.push(`${sqlName(field.name)} := ${await value(field.type, path, field.name, keys)}`)
      return `CASE WHEN json_type(f.json, ${sqlText(path)}) = 'OBJECT' THEN struct_pack(${fields.join(', ')}) END`
    }
    default:
      return type satisfies never
  }
}
