import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { RawRequest } from '../../core/service.ts'
import { CHECKSUM_HEADERS } from '../checksums.ts'
import { invalidArgument } from '../errors.ts'
import type { S3Operation, S3Request } from '../operation.ts'
import { findOperation } from './known-operations.ts'

// Path-style on the local endpoint, or AWS's virtual-hosted style.
const VIRTUAL_HOST = /^(.+?)\.(?:s3[.-][a-z0-9.-]*amazonaws\.com|(?:s3\.)?localhost)(?::\d+)?$/

/** Headers that belong to the signature, to the transfer or to what recognises the operation. */
const COMMON_HEADERS =
  /^x-amz-(date|security-token|content-sha256|user-agent|decoded-content-length|trailer|te|copy-source)$/
/** Headers of HTTP that are members of operations, where they mean something. */
const MEMBER_HEADERS = /^(if-(match|none-match|modified-since|unmodified-since)|range|expires|content-md5)$/

/** Reads a request once, for the access check and for the execution alike: there is no second reading that could differ. */
export function classifyRequest(request: RawRequest): S3Request {
  const [path = '/', search = ''] = split(request.url, '?')
  const virtual = VIRTUAL_HOST.exec(request.headers.host ?? '')?.[1]
  const full = virtual && virtual !== 's3' ? `/${virtual}${path}` : path
  const [bucket = '', key = ''] = split(full.slice(1), '/').map(decode)
  checkKey(key)
  const headers = readHeaders(request)
  const query = readQuery(search)
  const copySource = headers['x-amz-copy-source']
  const source = copySource === undefined ? undefined : readSource(copySource)
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object'
  const operation = findOperation(level, request.method, Object.keys(query), source !== undefined)
  checkHeaders(operation, headers)
  return { operation, bucket, key, query, headers, body: request.body, source }
}

const readHeaders = ({ headers }: RawRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(',')]])),
  )

/** A header that the operation does not read fails by name. */
function checkHeaders({ name: operation, headers: read = {} }: S3Operation, headers: Record<string, string>): void {
  const isChecked = Object.hasOwn(read, 'x-amz-sdk-checksum-algorithm')
  const known = (name: string) =>
    COMMON_HEADERS.test(name) ||
    Object.hasOwn(read, name) ||
    (name.startsWith('x-amz-meta-') && Object.hasOwn(read, 'x-amz-meta-*')) ||
    (isChecked && (name === 'content-md5' || Object.hasOwn(CHECKSUM_HEADERS, name)))
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-') && !MEMBER_HEADERS.test(name)) continue
    if (!known(name)) throw new Unsupported(`the header ${name} of s3:${operation}`)
    // What S3 does unasked; like a bucket's encryption it says nothing on a laptop.
    if (name === 'x-amz-server-side-encryption' && value !== 'AES256')
      throw new Unsupported(`${value} as ${name} of s3:${operation}`)
  }
}

function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.")
  }
}

/** HTTP libraries collapse `.` and `..`, so that a client means another object than IAM is asked about. */
function checkKey(key: string): void {
  if (key.split('/').some((segment) => segment === '.' || segment === '..'))
    throw new Unsupported('object keys with . or .. as a part')
  if (Buffer.byteLength(key) > 1024) throw new AwsError('KeyTooLongError', 'Your key is too long')
}

function readQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    // The SDK's own marking, and presigned URLs.
    if (name === 'x-id' || name.startsWith('X-Amz-')) continue
    if (Object.hasOwn(query, name)) throw invalidArgument(`The query parameter ${name} is given twice`)
    query[name] = value
  }
  return query
}

function readSource(header: string): { bucket: string; key: string } {
  if (header.includes('?')) throw new Unsupported('object versions (x-amz-copy-source with a version id)')
  const [bucket, key] = split(decode(header).replace(/^\//, ''), '/')
  if (!bucket || !key) throw invalidArgument('Invalid copy source bucket name')
  return { bucket, key }
}
