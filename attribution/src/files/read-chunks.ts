import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type TransformOptions } from 'node:stream'
import { createGunzip, type ZlibOptions } from 'node:zlib'
import { BadInput } from './bad-input.ts'

/** Large enough that inflating, on a thread of its own, runs beside the reading of what came before. */
const CHUNK = 1 << 20

const AHEAD: ZlibOptions & TransformOptions = { chunkSize: CHUNK, readableHighWaterMark: 4 * CHUNK }

/** Called with the number of bytes that were read from disk since the last call. */
export type OnRead = (bytes: number) => void

/** The first bytes of a file. */
export async function firstBytes(file: string, count: number): Promise<Buffer> {
  try {
    await using handle = await open(file)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw unreadable(file, error)
  }
}

export const isGzip = (first: Uint8Array): boolean => first[0] === 0x1f && first[1] === 0x8b

/** What is in a file, unpacked if it is gzip, whatever its name. */
export async function* readChunks(file: string, onRead: OnRead = () => {}): AsyncGenerator<Buffer> {
  const packed = isGzip(await firstBytes(file, 2))
  const raw = createReadStream(file, { highWaterMark: CHUNK })
  raw.on('data', (chunk) => onRead(chunk.length))
  const chunks = packed ? pipeline(raw, createGunzip(AHEAD), () => {}) : raw
  try {
    for await (const chunk of chunks) yield chunk
  } catch (error) {
    throw unreadable(file, error)
  }
}

function unreadable(file: string, error: unknown): BadInput {
  const { code = '', message } = error as NodeJS.ErrnoException
  const what = code.startsWith('Z_') ? `the gzip data is damaged or cut off (${message})` : message
  return new BadInput(`${file}: ${what}`, { cause: error })
}
