import { AwsError } from '../../core/aws-error.ts'
import { RawOutput } from '../../core/service.ts'
import { checksumHeader } from '../checksums.ts'
import { CONDITIONS, meetsConditions } from '../conditions.ts'
import { asAwsError, invalidArgument, invalidRequest } from '../errors.ts'
import { headersOf } from '../object-headers.ts'
import type { S3Operation, S3Request, S3Services } from '../operation.ts'
import type { S3Object } from '../stores/fauxqs-types.ts'

const READ = {
  level: 'object',
  action: 's3:GetObject',
  on: 'object',
  query: { partNumber: 'PartNumber' },
  headers: {
    ...CONDITIONS,
    range: 'Range',
    'x-amz-checksum-mode': 'ChecksumMode',
    'x-amz-expected-bucket-owner': 'ExpectedBucketOwner',
  },
} as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation = {
  name: 'GetObject',
  method: 'GET',
  ...READ,
  run: (services, request) => {
    const { status, headers, from, to, object } = selected(services, request, 'getObject')
    return new RawOutput(status, headers, status === 304 ? Buffer.alloc(0) : object.body.subarray(from, to))
  },
}

/** The same without the body. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation = {
  name: 'HeadObject',
  method: 'HEAD',
  ...READ,
  run(services, request) {
    const { status, headers, from, to } = selected(services, request, 'headObject')
    const length = status !== 304 && { 'content-length': String(to - from) }
    return new RawOutput(status, { ...headers, ...length }, Buffer.alloc(0))
  },
}

interface Selection {
  status: 200 | 206 | 304
  headers: Record<string, string>
  /** Bytes of the object that are answered. */
  from: number
  to: number
  object: S3Object
}

function selected(
  { store }: S3Services,
  { bucket, key, query, headers }: S3Request,
  how: 'getObject' | 'headObject',
): Selection {
  const object = asAwsError(() => store[how](bucket, key))
  const shown = headersOf(object)
  const size = object.contentLength
  const whole = { from: 0, to: size, object }
  if (meetsConditions(object, headers) === 'unchanged') return { status: 304, headers: shown, ...whole }
  const { range } = headers
  if (query.partNumber !== undefined) {
    if (range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter')
    return partOf(object, shown, query.partNumber)
  }
  const bytes = range === undefined ? undefined : rangeOf(range, size)
  if (bytes) {
    const { from, to } = bytes
    return {
      status: 206,
      headers: { ...shown, 'content-range': `bytes ${from}-${to - 1}/${size}` },
      from,
      to,
      object,
    }
  }
  return { status: 200, headers: { ...shown, ...checksumHeaders(object, headers) }, ...whole }
}

function checksumHeaders(
  { checksumAlgorithm, checksumValue, checksumType }: S3Object,
  headers: Record<string, string>,
): Record<string, string> {
  if (headers['x-amz-checksum-mode']?.toUpperCase() !== 'ENABLED' || !checksumAlgorithm || !checksumValue) return {}
  return {
    [checksumHeader(checksumAlgorithm)]: checksumValue,
    ...(checksumType && { 'x-amz-checksum-type': checksumType }),
  }
}

/** One part as it was uploaded; an object that came in one piece has only the first. */
function partOf(object: S3Object, shown: Record<string, string>, given: string): Selection {
  const { parts, contentLength } = object
  if (!/^\d+$/.test(given) || Number(given) < 1 || Number(given) > 10_000)
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive')
  const all = parts ?? [{ partNumber: 1, offset: 0, length: contentLength }]
  const part = all.find(({ partNumber }) => partNumber === Number(given))
  if (!part) throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416)
  const [from, to] = [part.offset, part.offset + part.length]
  const range = `bytes ${from}-${to - 1}/${contentLength}`
  const headers = {
    ...shown,
    ...(part.length > 0 && { 'content-range': range }),
    ...(parts && { 'x-amz-mp-parts-count': String(parts.length) }),
  }
  return { status: 206, headers, from, to, object }
}

/** The bytes of a range; undefined where the header is none that S3 follows, which then answers the whole object. */
export function rangeOf(header: string, size: number): { from: number; to: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? []
  if (first === '' && last === '') return undefined
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  if (from < size && from < to) return { from, to }
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: header,
    ActualObjectSize: String(size),
  })
}
