import { BadInput } from '../../files/bad-input.ts'
import { firstBytes, isGzip, readChunks } from '../../files/read-chunks.ts'

/** How a file is written, found out from what is in it: reports come under any name. */
export type FileKind = 'json lines' | 'csv' | 'parquet' | 'empty'

const PARQUET = Buffer.from('PAR1')

export async function kindOf(file: string): Promise<FileKind> {
  if ((await firstBytes(file, PARQUET.length)).equals(PARQUET)) return 'parquet'
  for await (const chunk of readChunks(file)) {
    if (chunk.subarray(0, PARQUET.length).equals(PARQUET))
      throw new BadInput(`${file}: is Parquet inside gzip; unpack it first`)
    const text = chunk
      .toString()
      .replace(/^\uFEFF/, '')
      .trimStart()
    if (text !== '') return text.startsWith('{') ? 'json lines' : 'csv'
  }
  return 'empty'
}

/** SQL for the rows of a report file, all columns as they are called there. */
export async function rowsOf(
  file: string,
  kind: 'csv' | 'parquet',
): Promise<{ from: string; columns: string[] | null }> {
  const path = sqlText(file.replace(/[*?[]/g, '[$&]'))
  if (kind === 'parquet') return { from: `read_parquet(${path}, hive_partitioning = false)`, columns: null }
  const columns = await headerOf(file)
  // Nothing is detected: DuckDB's guesses may take a bad row for a part of the header.
  const settings = [
    'auto_detect = false',
    'header = true',
    "delim = ','",
    `quote = '"'`,
    `escape = '"'`,
    `compression = ${isGzip(await firstBytes(file, 2)) ? "'gzip'" : "'none'"}`,
    `columns = {${columns.map((column) => `${sqlText(column)}: 'VARCHAR'`).join(', ')}}`,
    'max_line_size = 16777216',
  ]
  return { from: `read_csv(${path}, ${settings.join(', ')})`, columns }
}

/** The names in the first line of a CSV file. */
async function headerOf(file: string): Promise<string[]> {
  let text = ''
  for await (const chunk of readChunks(file)) {
    text += chunk.toString()
    if (text.includes('\n')) break
  }
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)
  const names = Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  )
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw new BadInput(`${file}:1: two columns are named ${JSON.stringify(repeated)}`)
  return names
}

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`
