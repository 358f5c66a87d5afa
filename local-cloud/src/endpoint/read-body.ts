import type { IncomingMessage } from 'node:http'

/** No emulated API takes more in one request; S3 takes larger objects in parts. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024

/** Reads a whole body; one that is too large is drained and reported, so that the client still gets its answer. */
export async function readBody(message: IncomingMessage): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of message) {
    length += chunk.length
    if (length <= MAX_BODY_BYTES) chunks.push(chunk)
  }
  return length > MAX_BODY_BYTES
    ? 'too-large'
    : chunks.length === 1
      ? (chunks[0] ?? Buffer.alloc(0))
      : Buffer.concat(chunks)
}
