import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDuckDb, sqlName, sqlText } from '../../core/duckdb.ts'
import type { BillLine } from '../bill-lines.ts'
import { typeOfColumn } from './columns.ts'

/** A Parquet file of the lines with these columns, which passes through a folder of its own in `folder`. */
export async function writeParquet(folder: string, lines: Iterable<BillLine>, columns: string[]): Promise<Buffer> {
  const own = await mkdtemp(join(folder, 'bill-'))
  const duckDb = await openDuckDb({ memory_limit: '512MB', threads: '1', temp_directory: join(own, 'spilled') })
  try {
    const [source, target] = [join(own, 'lines.json'), join(own, 'lines.parquet')]
    await writeFile(source, textOf(lines, columns), { mode: 0o600 })
    // An amount is read as a text first: a number in JSON would be rounded on the way.
    const read = columns.map(
      (name) => `${sqlName(name)}: '${typeOfColumn(name).startsWith('MAP') ? 'MAP(VARCHAR, VARCHAR)' : 'VARCHAR'}'`,
    )
    const select = columns.map((name) => `CAST(${sqlName(name)} AS ${typeOfColumn(name)}) AS ${sqlName(name)}`)
    await duckDb.connection.run(
      `COPY (SELECT ${select.join(', ')} FROM read_json(${sqlText(source)}, format = 'newline_delimited', columns = {${read.join(', ')}}))
       TO ${sqlText(target)} (FORMAT parquet, COMPRESSION snappy)`,
    )
    return await readFile(target)
  } finally {
    duckDb.close()
    await rm(own, { recursive: true, force: true })
  }
}

/** Lines that are written at once; between them the cloud serves others. */
const BATCH = 500

function* textOf(lines: Iterable<BillLine>, columns: string[]): Generator<string> {
  let batch: string[] = []
  for (const line of lines) {
    const shown = columns.map((name) => {
      const value = line[name] ?? null
      return [name, typeof value === 'number' ? String(value) : value]
    })
    batch.push(`${JSON.stringify(Object.fromEntries(shown))}\n`)
    if (batch.length < BATCH) continue
    yield batch.join('')
    batch = []
  }
  yield batch.join('')
}
