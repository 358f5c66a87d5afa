import type { RawOutput } from '../../core/service.ts'
import { invalidArgument } from '../errors.ts'
import type { S3Operation, S3Request, S3Services } from '../operation.ts'
import type { S3Object } from '../stores/fauxqs-types.ts'
import { xmlOutput } from '../xml.ts'
import { requireBucket } from './buckets.ts'

const MOST_KEYS = 1000
const SHARED = {
  delimiter: 'Delimiter',
  'encoding-type': 'EncodingType',
  'max-keys': 'MaxKeys',
  prefix: 'Prefix',
}
const ON_BUCKET = {
  level: 'bucket',
  method: 'GET',
  action: 's3:ListBucket',
  on: 'bucket',
  headers: { 'x-amz-expected-bucket-owner': 'ExpectedBucketOwner' },
} as const

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  ...ON_BUCKET,
  needs: ['list-type'],
  query: {
    ...SHARED,
    'continuation-token': 'ContinuationToken',
    'fetch-owner': 'FetchOwner',
    'start-after': 'StartAfter',
  },
  run(services, request) {
    const { query } = request
    if (query['list-type'] !== '2') throw invalidArgument('Invalid List Type specified in Request')
    const token = query['continuation-token']
    const startAfter = query['start-after']
    const { page, encodeText, shared } = listKeys(services, request, token === undefined ? startAfter : afterOf(token))
    const owner = query['fetch-owner'] === 'true' ? { Owner: { ID: services.context.accountId } } : {}
    return xmlOutput('ListBucketResult', {
      ...shared,
      StartAfter: startAfter === undefined ? undefined : encodeText(startAfter),
      ContinuationToken: token,
      NextContinuationToken: page.next === undefined ? undefined : tokenOf(page.next),
      KeyCount: page.objects.length + page.prefixes.length,
      Contents: page.objects.map((object) => ({ ...contents(object, encodeText), ...owner })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encodeText(prefix) })),
    })
  },
}

/** The older form, which boto3's collections use. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: S3Operation = {
  name: 'ListObjects',
  ...ON_BUCKET,
  query: { ...SHARED, marker: 'Marker' },
  run(services, request): RawOutput {
    const marker = request.query.marker ?? ''
    const { page, encodeText, shared } = listKeys(services, request, marker)
    const owner = { Owner: { ID: services.context.accountId } }
    return xmlOutput('ListBucketResult', {
      ...shared,
      Marker: encodeText(marker),
      // Without a delimiter the last key says where the next page begins.
      NextMarker: page.next === undefined || request.query.delimiter === undefined ? undefined : encodeText(page.next),
      Contents: page.objects.map((object) => ({ ...contents(object, encodeText), ...owner })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encodeText(prefix) })),
    })
  },
}

function listKeys(services: S3Services, { bucket, query }: S3Request, after = '') {
  requireBucket(services, bucket)
  const { prefix = '', delimiter, 'encoding-type': encoding } = query
  if (encoding !== undefined && encoding !== 'url')
    throw invalidArgument('Invalid Encoding Method specified in Request')
  const encodeText = (text: string) => (encoding === 'url' ? urlEncoded(text) : text)
  const most = mostKeys(query['max-keys'])
  const page = pageOf(services.store.listObjects(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY }).objects, {
    after,
    most,
    groupOf: (key) => groupOf(key, prefix, delimiter),
  })
  const shared = {
    Name: bucket,
    Prefix: encodeText(prefix),
    MaxKeys: most,
    Delimiter: delimiter === undefined ? undefined : encodeText(delimiter),
    EncodingType: encoding,
    IsTruncated: page.next !== undefined,
  }
  return { page, encodeText, shared }
}

function mostKeys(given: string | undefined): number {
  if (given === undefined || given === '') return MOST_KEYS
  if (!/^\d+$/.test(given) || Number(given) > 2 ** 31 - 1)
    throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647')
  return Math.min(Number(given), MOST_KEYS)
}

/** The common prefix that a key belongs to, if it has one. */
function groupOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1
  return delimiter && end >= 0 ? key.slice(0, end + delimiter.length) : undefined
}

/** S3 lists keys in the order of their UTF-8 bytes; a common prefix counts as one key. `next` is what the next page begins after. */
function pageOf(
  all: S3Object[],
  { after, most, groupOf }: { after: string; most: number; groupOf(key: string): string | undefined },
): { objects: S3Object[]; prefixes: string[]; next?: string } {
  const objects: S3Object[] = []
  const prefixes = new Set<string>()
  let last = after
  for (const object of all.sort((a, b) => byBytes(a.key, b.key))) {
    const group = groupOf(object.key)
    if (byBytes(group ?? object.key, after) <= 0 || (group !== undefined && prefixes.has(group))) continue
    if (objects.length + prefixes.size >= most)
      return { objects, prefixes: [...prefixes], ...(most > 0 && { next: last }) }
    if (group === undefined) objects.push(object)
    else prefixes.add(group)
    last = group ?? object.key
  }
  return { objects, prefixes: [...prefixes] }
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const contents = ({ key, lastModified, etag, contentLength }: S3Object, encodeText: (text: string) => string) => ({
  Key: encodeText(key),
  LastModified: lastModified,
  ETag: etag,
  Size: contentLength,
  StorageClass: 'STANDARD',
})

/** As S3 writes keys for `encoding-type=url`: slashes stay. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%2F', '/')
    .replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

const MARK = 'after:'
const tokenOf = (key: string): string => Buffer.from(MARK + key).toString('base64')

function afterOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (!text.startsWith(MARK)) throw invalidArgument('The continuation token provided is incorrect')
  return text.slice(MARK.length)
}
