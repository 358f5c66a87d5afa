import type { ResultColumn } from './result-column.ts'

/**
 * The file beside a result that describes its columns, which AWS writes "in binary format" as protocol buffers and does not document:
 * field 4 is a column, with catalogue (1), name (4), label (5), type (6), precision (7), scale (8), nullability (9) and case (10).
 */
export const writeMetadata = (columns: ResultColumn[]): Buffer =>
  Buffer.concat(
    columns.map(({ name, type, precision, scale }) => {
      const isText = type === 'varchar' ? 1 : 0
      const texts = [text(1, 'hive'), text(4, name), text(5, name), text(6, type)]
      return bytes(
        4,
        Buffer.concat([...texts, number(7, precision), number(8, scale), number(9, 3), number(10, isText)]),
      )
    }),
  )

const bytes = (field: number, content: Buffer): Buffer =>
  Buffer.concat([varint((field << 3) | 2), varint(content.length), content])
const text = (field: number, content: string): Buffer => bytes(field, Buffer.from(content))
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field << 3), varint(value)])

/** https://protobuf.dev/programming-guides/encoding/#varints */
function varint(value: number): Buffer {
  const out: number[] = []
  let rest = value
  while (rest > 127) {
    out.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return Buffer.from([...out, rest])
}
