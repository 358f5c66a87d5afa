/** What is wrong with a row. Whoever reads the file adds the file and the line. */
export class BadRow extends Error {
  override name = 'BadRow'
}

export type Json = Record<string, unknown>

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON object on a line. */
export function parseObject(bytes: Uint8Array): Json {
  let row: unknown
  try {
    row = JSON.parse(UTF8.decode(bytes))
  } catch (error) {
    throw new BadRow(error instanceof SyntaxError ? 'is not JSON' : 'is not UTF-8')
  }
  return object(row, 'the row')
}

export function object(value: unknown, name: string): Json {
  if (value === undefined) throw new BadRow(`${name} is missing`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRow(`${name} is not an object`)
  return value as Json
}

/** A field that must be text, and not empty. */
export function text(row: Json, name: string): string {
  const value = field(row, name)
  if (typeof value === 'string' && value !== '') return value
  throw new BadRow(value === undefined ? `${name} is missing` : `${name} must be a text that is not empty`)
}

/** A row's own field: `constructor` is none. */
export const field = (row: Json, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined)
