import { readLines } from '../../files/read-lines.ts'

const QUOTE = 0x22

/** The line on which a row of a CSV file begins; the header is row 0. Rows of reports may hold line breaks in quotes. */
export async function lineOfRow(file: string, row: number): Promise<number> {
  let [found, rows, isQuoted] = [0, -1, false]
  await readLines(file, (bytes, from, to, line) => {
    if (!isQuoted && ++rows === row) found = line
    for (let at = from; at < to; at++) if (bytes[at] === QUOTE) isQuoted = !isQuoted
  })
  return found
}
