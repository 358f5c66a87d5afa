import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { AwsError, Unsupported } from '../core/aws-error.ts'
import { invalidRequest } from './errors.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html

/** The algorithms that are served; the others are refused by name. */
export const ALGORITHMS = ['CRC32', 'SHA1', 'SHA256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export interface Checksum {
  algorithm: Algorithm
  /** Base64. */
  value: string
}

/** Members of a request that carry a checksum, by their headers. */
export const CHECKSUM_HEADERS = {
  'x-amz-checksum-crc32': 'ChecksumCRC32',
  'x-amz-checksum-sha1': 'ChecksumSHA1',
  'x-amz-checksum-sha256': 'ChecksumSHA256',
  'x-amz-sdk-checksum-algorithm': 'ChecksumAlgorithm',
}

export const checksumHeader = (algorithm: Algorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`

export function checksumOf(algorithm: Algorithm, data: Buffer): string {
  if (algorithm !== 'CRC32') return createHash(algorithm.toLowerCase()).update(data).digest('base64')
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(data))
  return bytes.toString('base64')
}

/** An algorithm that a request names. */
export function readAlgorithm(name: string): Algorithm {
  const algorithm = ALGORITHMS.find((known) => known === name.toUpperCase())
  if (!algorithm) throw new Unsupported(`the checksum algorithm ${name} of S3`)
  return algorithm
}

/** The one checksum of a request, in its headers or in the trailer of its body; undefined without one. */
export function givenChecksum(headers: Record<string, string>, trailers: Record<string, string>): Checksum | undefined {
  const given = Object.entries({ ...headers, ...trailers }).flatMap(([name, value]) => {
    const [, algorithm] = /^x-amz-checksum-(crc\w+|sha\w+|md5|xx\w+)$/.exec(name) ?? []
    return algorithm ? [{ algorithm: readAlgorithm(algorithm), value }] : []
  })
  if (given.length > 1)
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.')
  const named = headers['x-amz-sdk-checksum-algorithm']
  if (named === undefined) return given[0]
  const algorithm = readAlgorithm(named)
  if (given[0] && given[0].algorithm !== algorithm)
    throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.')
  if (!given[0] && headers['content-md5'] === undefined) {
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    )
  }
  return given[0]
}

/** A body is stored only if it is what its sender says that it is. */
export function checkBody(body: Buffer, md5: string | undefined, checksum: Checksum | undefined): void {
  if (md5 !== undefined) {
    if (Buffer.from(md5, 'base64').length !== 16)
      throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.')
    if (createHash('md5').update(body).digest('base64') !== md5)
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.')
  }
  if (!checksum) return
  const { algorithm, value } = checksum
  const computed = checksumOf(algorithm, body)
  if (Buffer.from(value, 'base64').length !== Buffer.from(computed, 'base64').length)
    throw invalidRequest(`Value for ${checksumHeader(algorithm)} header is invalid.`)
  if (value !== computed)
    throw new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`)
}
