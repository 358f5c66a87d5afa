import { type OnRead, readChunks } from './read-chunks.ts'

const NEWLINE = 0x0a
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/** Calls back for each line with the bytes that hold it, where it begins and ends in them, and its number from 1. */
export async function readLines(
  file: string,
  onLine: (bytes: Buffer, from: number, to: number, line: number) => void,
  onRead?: OnRead,
): Promise<void> {
  let rest: Buffer[] = []
  let line = 0
  const lineAt = (bytes: Buffer, from: number, to: number) => {
    line++
    const marked = line === 1 && bytes.subarray(from, from + 3).equals(BYTE_ORDER_MARK)
    const begins = marked ? from + 3 : from
    if (!isBlank(bytes, begins, to)) onLine(bytes, begins, to, line)
  }
  for await (const chunk of readChunks(file, onRead)) {
    const last = chunk.lastIndexOf(NEWLINE)
    if (last < 0) {
      rest.push(chunk)
      continue
    }
    const bytes = rest.length === 0 ? chunk : Buffer.concat([...rest, chunk.subarray(0, last + 1)])
    const end = bytes === chunk ? last : bytes.length - 1
    for (let from = 0; from <= end; ) {
      const to = bytes.indexOf(NEWLINE, from)
      lineAt(bytes, from, to)
      from = to + 1
    }
    rest = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : []
  }
  // The last line may lack its newline. Bytes behind it spare the readers of lines a look at the end.
  const bytes = Buffer.concat([...rest, Buffer.from('\n')])
  if (bytes.length > 1) lineAt(bytes, 0, bytes.length - 1)
}

/** JSON's white space only: space, tab, carriage return. */
function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
