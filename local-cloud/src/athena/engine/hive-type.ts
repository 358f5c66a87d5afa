import { unsupportedHere } from '../errors.ts'

/** A type of a column, as DuckDB writes it and as what it is made of. */
export type HiveType =
  | { kind: 'scalar'; sql: string }
  | { kind: 'array'; sql: string; element: HiveType }
  | { kind: 'map'; sql: string; value: HiveType }
  | { kind: 'struct'; sql: string; fields: { name: string; type: HiveType }[] }

/** https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const SCALARS: Record<string, string> = {
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

export function hiveType(text: string): HiveType {
  const type = text.trim().toLowerCase()
  const scalar = SCALARS[type]
  if (scalar !== undefined) return { kind: 'scalar', sql: scalar }
  if (/^varchar\(\d+\)$|^char\(\d+\)$/.test(type)) return { kind: 'scalar', sql: 'VARCHAR' }
  if (/^decimal\(\d+\s*,\s*\d+\)$/.test(type)) return { kind: 'scalar', sql: type.toUpperCase() }
  const [, outer = '', inner = ''] = /^(array|map|struct)<(.*)>$/s.exec(type) ?? []
  const parts = splitTop(inner, ',')
  if (outer === 'array' && parts.length === 1) {
    const element = hiveType(inner)
    return { kind: 'array', sql: `${element.sql}[]`, element }
  }
  if (outer === 'map' && parts.length === 2 && parts[0]?.trim() === 'string') {
    const value = hiveType(parts[1] ?? '')
    return { kind: 'map', sql: `MAP(VARCHAR, ${value.sql})`, value }
  }
  if (outer === 'struct') {
    const fields = parts.map((part) => {
      const at = part.indexOf(':')
      return { name: part.slice(0, at).trim(), type: hiveType(part.slice(at + 1)) }
    })
    const sql = `STRUCT(${fields.map(({ name, type: { sql: of } }) => `"${name.replaceAll('"', '""')}" ${of}`).join(', ')})`
    return { kind: 'struct', sql, fields }
  }
  throw unsupportedHere(`the column type ${text}`)
}

/** Splits at separators that are in no brackets. */
function splitTop(text: string, separator: string): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const sign of text) {
    if (sign === '<' || sign === '(') depth++
    else if (sign === '>' || sign === ')') depth--
    if (sign === separator && depth === 0) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...parts, part]
}
