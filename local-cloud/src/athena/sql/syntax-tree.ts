/** A part of a query as DuckDB's parser gives it: `json_serialize_sql` of https://duckdb.org/docs/stable/data/json/sql_to_and_from_json */
export type Syntax = { [member: string]: unknown }

export const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !exact.isRawJSON(value)

/** https://github.com/tc39/proposal-json-parse-with-source, for which TypeScript has no types yet. */
const exact = JSON as unknown as {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown
  rawJSON(text: string): object
  isRawJSON(value: unknown): boolean
}

/** A tree whose numbers stay as they are written: 2.0 is no integer to DuckDB, and 2⁶⁴ − 1 no number of JavaScript. */
export function parseTree(json: string): Syntax {
  const tree = exact.parse(json, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
  )
  if (!isSyntax(tree)) throw new Error('DuckDB gave no syntax tree')
  return tree
}

/** The parts that a value directly holds, through lists. */
export function partsOf(value: unknown): Syntax[] {
  if (Array.isArray(value)) return value.flatMap((one) => (isSyntax(one) ? [one] : partsOf(one)))
  return isSyntax(value) ? Object.values(value).flatMap((one) => (isSyntax(one) ? [one] : partsOf(one))) : []
}

/** The part and all that it holds, outer ones first. Queries are at most 256 kB, so their depth is bounded by the parser's own. */
export function* walk(part: Syntax): Generator<Syntax> {
  const open = [part]
  for (let next = open.pop(); next; next = open.pop()) {
    yield next
    open.push(...partsOf(next))
  }
}

export const textOf = (part: Syntax, member: string): string => (typeof part[member] === 'string' ? part[member] : '')
