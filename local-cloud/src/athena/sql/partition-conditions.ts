import { sqlName } from '../../core/duckdb.ts'
import type { CatalogColumn } from '../../core/faces.ts'
import { hiveType } from '../engine/hive-type.ts'
import type { Engine } from '../engine/open-engine.ts'
import { isSyntax, partsOf, type Syntax, walk } from './syntax-tree.ts'
import type { Place } from './tables-in.ts'
import { treeText } from './tree-text.ts'

/** What decides without a row of the table, in SQL over the partition columns: those of the WHERE's conditions that are about them alone. */
export async function partitionConditions(
  engine: Engine,
  partitionKeys: CatalogColumn[],
  { where, alias, isAlone }: Place,
): Promise<string[]> {
  const names = new Set(partitionKeys.map(({ name }) => name))
  const found: string[] = []
  for (const condition of where ? conjuncts(where) : []) {
    const own = ownColumns(condition, names, alias, isAlone)
    if (!own) continue
    const text = await conditionText(engine, own)
    if (!(await holdsForNulls(engine, partitionKeys, text))) found.push(text)
  }
  return found
}

function conjuncts(condition: Syntax): Syntax[] {
  if (condition.type !== 'CONJUNCTION_AND') return [condition]
  return partsOf(condition.children).flatMap(conjuncts)
}

/** The condition with its columns by their names alone; null where it is about anything but partition columns. */
function ownColumns(condition: Syntax, names: Set<string>, alias: string, isAlone: boolean): Syntax | null {
  let columns = 0
  for (const part of walk(condition)) {
    if (part.class === 'SUBQUERY' || part.class === 'LAMBDA') return null
    if (part.class === 'COLUMN_REF') {
      if (columnOf(part, names, alias, isAlone) === null) return null
      columns++
    }
  }
  return columns === 0 ? null : (unqualified(condition) as Syntax)
}

function columnOf(reference: Syntax, names: Set<string>, alias: string, isAlone: boolean): string | null {
  const path = Array.isArray(reference.column_names)
    ? reference.column_names.map((name) => String(name).toLowerCase())
    : []
  const name = path.at(-1) ?? ''
  const belongs = path.length === 1 ? isAlone : path.length === 2 && path[0] === alias
  return belongs && names.has(name) ? name : null
}

function unqualified(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unqualified)
  if (!isSyntax(value)) return value
  if (value.class === 'COLUMN_REF' && Array.isArray(value.column_names))
    return { ...value, column_names: value.column_names.slice(-1) }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unqualified(part)]))
}

/** As the parser says that it does not know where something stands: 2⁶⁴ − 1. */
const UNKNOWN_PLACE = '18446744073709551615'

async function conditionText(engine: Engine, condition: Syntax): Promise<string> {
  const [[json] = []] = await engine.rows("SELECT CAST(json_serialize_sql('SELECT 1') AS VARCHAR)")
  const tree = JSON.parse(String(json).replaceAll(UNKNOWN_PLACE, '0'))
  tree.statements[0].node.select_list = [condition]
  const text = await treeText(engine, tree)
  return text.replace(/^SELECT /, '')
}

/** Behind an outer join a row that has no partner has no partition either: such a condition says nothing of the files. */
async function holdsForNulls(engine: Engine, partitionKeys: CatalogColumn[], condition: string): Promise<boolean> {
  const nulls = partitionKeys.map(({ name, type }) => `CAST(NULL AS ${hiveType(type).sql}) AS ${sqlName(name)}`)
  const [[holds] = []] = await engine.rows(`SELECT ${condition} FROM (SELECT ${nulls.join(', ')})`)
  return holds === true
}
