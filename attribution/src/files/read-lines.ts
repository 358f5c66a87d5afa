import { type OnRead, readChunks } from './read-chunks.ts'

const NEWLINE = 0x0a
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/** Called with the bytes that hold a line, where it begins and ends in them, and its number from 1. */
export type OnLine = (bytes: Buffer, from: number, to: number, line: number) => void

/** Calls back for each line of a file that is not blank. Between chunks it waits for what `pause` answers. */
export async function readLines(
  file: string,
  onLine: OnLine,
  onRead?: OnRead,
  pause?: () => Promise<void>,
): Promise<void> {
  /** What came of a line whose end is still to come. */
  let begun: Buffer[] = []
  let line = 0
  const take = (bytes: Buffer, from: number, to: number) => {
    line++
    const isMarked = line === 1 && bytes.subarray(from, from + 3).equals(BYTE_ORDER_MARK)
    const begin = isMarked ? from + 3 : from
    if (!isBlank(bytes, begin, to)) onLine(bytes, begin, to, line)
  }
  for await (const chunk of readChunks(file, onRead)) {
    let from = 0
    for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
      if (begun.length === 0) {
        take(chunk, from, to)
      } else {
        const whole = Buffer.concat([...begun, chunk.subarray(0, to + 1)])
        begun = []
        take(whole, 0, whole.length - 1)
      }
      from = to + 1
    }
    if (from < chunk.length) begun.push(chunk.subarray(from))
    await pause?.()
  }
  // The last line may lack its newline; with one, readers of lines need not look where the bytes end.
  const bytes = Buffer.concat([...begun, Buffer.from('\n')])
  if (bytes.length > 1) take(bytes, 0, bytes.length - 1)
}

/** JSON's white space only: space, tab, carriage return. */
function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
