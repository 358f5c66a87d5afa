import { sqlText } from '../../core/duckdb.ts'
import type { Engine } from '../engine/open-engine.ts'
import { unsupportedHere, userFailure } from '../errors.ts'
import { checkSyntax } from './check-syntax.ts'
import { isSyntax, parseTree, type Syntax } from './syntax-tree.ts'
import { type FoundTable, tablesIn } from './tables-in.ts'
import { treeText } from './tree-text.ts'

export interface ParsedQuery {
  /** With the parameters in their places. */
  sql: string
  tables: FoundTable[]
}

/** Reads a query without running it; throws QueryFailure for what is wrong with it, and for what is not here. */
export async function parseQuery(engine: Engine, sql: string, parameters: string[]): Promise<ParsedQuery> {
  const tree = await syntaxOf(engine, sql)
  const values = await Promise.all(parameters.map((text) => constantOf(engine, text)))
  const whole = values.length > 0 ? (placed(tree, values) as Syntax) : tree
  checkSyntax(whole)
  return { sql: values.length > 0 ? await treeText(engine, whole) : sql, tables: tablesIn(whole) }
}

async function syntaxOf(engine: Engine, sql: string): Promise<Syntax> {
  const [[json] = []] = await engine.rows(`SELECT CAST(json_serialize_sql(${sqlText(sql)}) AS VARCHAR)`)
  const tree = parseTree(String(json))
  if (tree.error === true) {
    const message = String(tree.error_message)
    if (/Only SELECT statements/.test(message)) throw unsupportedHere('statements other than SELECT in Athena')
    throw userFailure(`SYNTAX_ERROR: ${message}`)
  }
  if (Array.isArray(tree.statements) && tree.statements.length !== 1)
    throw userFailure(`SYNTAX_ERROR: Only one sql statement is allowed. Got: ${sql}`)
  return tree
}

/** "The values are applied sequentially to the parameters in the query": each is a literal of SQL. https://docs.aws.amazon.com/athena/latest/ug/querying-with-prepared-statements.html */
async function constantOf(engine: Engine, text: string): Promise<Syntax> {
  const tree = await syntaxOf(engine, `SELECT ${text}`)
  const [statement] = Array.isArray(tree.statements) ? tree.statements : []
  const value = statement?.node?.select_list
  const [constant] = Array.isArray(value) && value.length === 1 ? value : []
  if (!isSyntax(constant) || !['CONSTANT', 'CAST'].includes(String(constant.class)))
    throw userFailure(`INVALID_PARAMETER_USAGE: ${text} is no literal`)
  return constant
}

/** The tree with values in the places of its parameters. */
function placed(tree: unknown, values: Syntax[]): unknown {
  if (Array.isArray(tree)) return tree.map((part) => placed(part, values))
  if (!isSyntax(tree)) return tree
  if (tree.class === 'PARAMETER') {
    const value = values[Number(tree.identifier) - 1]
    if (!value) throw userFailure(`INVALID_PARAMETER_USAGE: Incorrect number of parameters: there are ${values.length}`)
    return { ...value, alias: tree.alias ?? '' }
  }
  return Object.fromEntries(
    Object.entries(tree).map(([name, part]) => [name, name === 'named_param_map' ? [] : placed(part, values)]),
  )
}
