import { AwsError } from '../core/aws-error.ts'
import { type Checksum, checkBody, givenChecksum } from './checksums.ts'

/** A request's body as it is meant, checked against the digests that came with it. */
export interface CheckedBody {
  bytes: Buffer
  checksum: Checksum | undefined
}

export function readBody(headers: Record<string, string>, sent: Buffer): CheckedBody {
  const chunked = /(^|,)\s*aws-chunked\s*(,|$)/.test(headers['content-encoding'] ?? '')
  const streamed = headers['x-amz-content-sha256']?.startsWith('STREAMING-') ?? false
  const { bytes, trailers } = chunked || streamed ? decodeChunks(sent) : { bytes: sent, trailers: {} }
  const declared = headers['x-amz-decoded-content-length']
  if (declared !== undefined && Number(declared) !== bytes.length) throw incomplete()
  const checksum = givenChecksum(headers, trailers)
  checkBody(bytes, headers['content-md5'], checksum)
  return { bytes, checksum }
}

/** The encoding of an object itself: `aws-chunked` is one of the transfer. */
export function contentEncodingOf(headers: Record<string, string>): string | undefined {
  const kept = (headers['content-encoding'] ?? '')
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'aws-chunked')
  return kept.length > 0 ? kept.join(',') : undefined
}

/** `<size in hex>[;chunk-signature=…]\r\n<data>\r\n … 0\r\n<trailers>`: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
function decodeChunks(sent: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const end = sent.indexOf('\r\n', at)
    const [, size = ''] = /^([0-9a-f]+)(?:;.*)?$/i.exec(sent.toString('latin1', at, Math.max(end, at))) ?? []
    if (end < 0 || size === '') throw incomplete()
    const from = end + 2
    const length = Number.parseInt(size, 16)
    if (length === 0) return { bytes: Buffer.concat(chunks), trailers: readTrailers(sent.toString('latin1', from)) }
    if (from + length > sent.length) throw incomplete()
    chunks.push(sent.subarray(from, from + length))
    at = from + length + 2
  }
}

const readTrailers = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\r\n').flatMap((line) => {
      const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
      return name === undefined || value === undefined ? [] : [[name.trim().toLowerCase(), value.trim()]]
    }),
  )

const incomplete = (): AwsError =>
  new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header')
