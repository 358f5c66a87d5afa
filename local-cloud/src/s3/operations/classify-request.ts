import { AwsError, Unsupported } from '../../core/aws-error.ts'
import type { Access, RawRequest } from '../../core/service.ts'
import { findOperation, type S3Operation } from './known-operations.ts'

/** An S3 request as it is authorized and, in exactly this reading, carried out. */
export interface S3Request {
  operation: S3Operation
  bucket: string
  key: string
  query: Record<string, string>
  /** Where a copy reads from. */
  source: { bucket: string; key: string } | undefined
}

// Path-style on the local endpoint, or AWS's virtual-hosted style.
const VIRTUAL_HOST = /^(.+?)\.(?:s3[.-][a-z0-9.-]*amazonaws\.com|(?:s3\.)?localhost)(?::\d+)?$/

/** Headers of S3 that are honoured, or that say nothing here; any other `x-amz-` header fails by name. */
const HEADERS =
  /^x-amz-(date|security-token|content-sha256|user-agent|decoded-content-length|trailer|te|sdk-checksum-algorithm|checksum-.+|meta-.+|copy-source|copy-source-range|metadata-directive|expected-bucket-owner)$/

/** Reads a request once, for the access check and for the execution alike: there is no second reading that could differ. */
export function classifyRequest(request: RawRequest): S3Request {
  const [path = '/', search = ''] = split(request.url, '?')
  const virtual = VIRTUAL_HOST.exec(request.headers.host ?? '')?.[1]
  const full = virtual && virtual !== 's3' ? `/${virtual}${path}` : path
  const [bucket = '', key = ''] = split(full.slice(1), '/').map(decode)
  checkKey(key)
  for (const [name, value] of Object.entries(request.headers)) {
    // What `aws cloudformation deploy` asks for, and S3 does unasked; like a bucket's encryption it says nothing on a laptop.
    if (name === 'x-amz-server-side-encryption' && value === 'AES256') continue
    if (name.startsWith('x-amz-') && !HEADERS.test(name)) throw new Unsupported(`the S3 request header ${name}`)
  }
  const query = readQuery(search)
  const copySource = request.headers['x-amz-copy-source']
  const source = typeof copySource === 'string' ? readSource(copySource) : undefined
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object'
  const operation = findOperation(level, request.method, Object.keys(query), source !== undefined)
  if (
    request.method !== 'GET' &&
    request.method !== 'HEAD' &&
    (request.headers['if-match'] || request.headers['if-none-match'])
  ) {
    throw new Unsupported(`conditional writes (${operation.name} with If-Match or If-None-Match)`)
  }
  return { operation, bucket, key, query, source }
}

/** What IAM must allow. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export function accessOf(request: S3Request, body: Buffer): Access[] {
  const { operation, bucket, key, query, source } = request
  switch (operation.on) {
    case 'account':
      return [{ action: operation.action, resource: '*' }]
    case 'bucket': {
      const context = Object.fromEntries(
        (['prefix', 'delimiter', 'max-keys'] as const).flatMap((name) =>
          query[name] === undefined ? [] : [[`s3:${name}`, query[name]]],
        ),
      )
      return [{ action: operation.action, resource: `arn:aws:s3:::${bucket}`, context }]
    }
    case 'object': {
      const accesses: Access[] = [{ action: operation.action, resource: arn(bucket, key) }]
      if (source) accesses.push({ action: 's3:GetObject', resource: arn(source.bucket, source.key) })
      return accesses
    }
    case 'objects-in-body': {
      const keys = [...body.toString('utf8').matchAll(/<Key>([\s\S]*?)<\/Key>/g)].map(([, text = '']) =>
        unescapeXml(text),
      )
      if (keys.length === 0)
        throw new AwsError(
          'MalformedXML',
          'The XML you provided was not well-formed or did not validate against our published schema',
        )
      return keys.map((each) => ({ action: operation.action, resource: arn(bucket, each) }))
    }
    default:
      return operation.on satisfies never
  }
}

const arn = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}`

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

/** HTTP libraries collapse `.` and `..` before the store sees the key, so IAM would be asked about another object. */
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
    if (Object.hasOwn(query, name)) throw new AwsError('InvalidArgument', `The query parameter ${name} is given twice`)
    query[name] = value
  }
  return query
}

function readSource(header: string): { bucket: string; key: string } {
  if (header.includes('?')) throw new Unsupported('object versions (x-amz-copy-source with a version id)')
  const [bucket, key] = split(decode(header).replace(/^\//, ''), '/')
  if (!bucket || !key) throw new AwsError('InvalidArgument', 'Invalid copy source bucket name')
  return { bucket, key }
}

// In the order in which fauxqs unescapes the same text.
function unescapeXml(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
}
