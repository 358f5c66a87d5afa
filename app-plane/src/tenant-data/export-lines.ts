/** A line of a file, and the byte behind it. */
export interface Line {
  text: string
  end: number
}

const NEWLINE = 0x0a

/** The lines of a file, whose bytes come in pieces of any size and begin at this one. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, fromByte: number): AsyncGenerator<Line> {
  let rest: Buffer[] = []
  let end = fromByte
  for await (const chunk of chunks) {
    let begin = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, begin)) {
      const bytes = Buffer.concat([...rest, chunk.subarray(begin, at)])
      rest = []
      end += bytes.length + 1
      begin = at + 1
      yield { text: bytes.toString(), end }
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin))
  }
  const last = Buffer.concat(rest)
  if (last.length > 0) yield { text: last.toString(), end: end + last.length }
}
