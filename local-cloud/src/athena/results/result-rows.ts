import type { Engine } from '../engine/open-engine.ts'
import { userFailure } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { type ResultColumn, resultColumn } from './result-column.ts'
import { textOfValue } from './value-text.ts'

/** "The output is comma-separated, and each field in each row is enclosed in double quotation marks"; null is nothing at all. */
export async function resultRows(
  engine: Engine,
  sql: string,
  signal: AbortSignal,
): Promise<{ csv: Buffer; columns: ResultColumn[] }> {
  const result = await engine.stream(sql)
  const types = result.columnTypes().map(String)
  const isFraction = types.map((type) => /\b(DOUBLE|FLOAT)\b/.test(type))
  const columns = result.columnNames().map((name, index) => resultColumn(name, types[index] ?? ''))
  const parts = [lineOf(columns.map(({ name }) => name))]
  let bytes = 0
  const rows = result.yieldRows()
  for (;;) {
    const { value: chunk, done } = await engine.guarded(rows.next())
    if (done || !chunk) break
    signal.throwIfAborted()
    const text = chunk
      .map((row) => lineOf(row.map((value, index) => textOfValue(value, isFraction[index] ?? false))))
      .join('')
    bytes += text.length
    if (bytes > LIMITS.resultBytes)
      throw userFailure(`EXCEEDED_RESULT_SIZE: a result is at most ${LIMITS.resultBytes} bytes here`)
    parts.push(text)
  }
  return { csv: Buffer.from(parts.join('')), columns }
}

const lineOf = (values: (string | null)[]): string =>
  `${values.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`
