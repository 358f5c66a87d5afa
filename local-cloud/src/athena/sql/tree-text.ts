import { sqlText } from '../../core/duckdb.ts'
import type { Engine } from '../engine/open-engine.ts'
import type { Syntax } from './syntax-tree.ts'

/** SQL of a tree. */
export async function treeText(engine: Engine, tree: Syntax): Promise<string> {
  const [[text] = []] = await engine.rows(`SELECT json_deserialize_sql(${sqlText(JSON.stringify(tree))})`)
  return String(text)
}
