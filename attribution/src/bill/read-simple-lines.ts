import type { BadRows } from '../files/bad-input.ts'
import { BadRow } from '../files/parse-object.ts'
import type { OnRead } from '../files/read-chunks.ts'
import { readLines } from '../files/read-lines.ts'
import type { BillLine } from './bill-line.ts'
import type { BillOptions } from './bill-options.ts'
import { parseSimpleLine } from './parse-simple-line.ts'

/** Reads files of bill lines in JSON. A line that is repeated with its id counts once. */
export async function readSimpleLines(
  files: string[],
  options: BillOptions,
  bad: BadRows,
  onRead?: OnRead,
): Promise<BillLine[]> {
  const seen = new Map<string, BillLine>()
  for (const file of files) {
    await readLines(
      file,
      (bytes, from, to, number) => {
        try {
          const { id, line } = parseSimpleLine(bytes.subarray(from, to), options)
          const before = seen.get(id) ?? line
          if (!isSame(before, line))
            throw new BadRow(`another line with the id ${JSON.stringify(id)} says something else`)
          seen.set(id, before)
        } catch (error) {
          if (!(error instanceof BadRow)) throw error
          bad.add(file, number, error.message)
        }
      },
      onRead,
    )
  }
  return [...seen.values()]
}

const isSame = (a: BillLine, b: BillLine): boolean => a === b || comparable(a) === comparable(b)

const comparable = (line: BillLine): string =>
  JSON.stringify(line, (_, value) => (typeof value === 'bigint' ? String(value) : value))
