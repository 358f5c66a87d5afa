import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testContext } from '../cloudformation/cloud-fixture.ts'
import { ALONE } from '../core/alone-fixture.ts'
import { AwsError } from '../core/aws-error.ts'
import type { Access, RawRequest } from '../core/service.ts'
import { s3Service } from './service.ts'

let s3: ReturnType<typeof s3Service>
let client: S3Client
let close: () => void
const asked: Access[] = []

beforeAll(async () => {
  s3 = s3Service({ context: testContext(), ...ALONE })
  const { api } = s3
  const server = createServer(async (message, response) => {
    const chunks = await message.toArray()
    const request: RawRequest = {
      method: message.method ?? '',
      url: message.url ?? '',
      headers: message.headers,
      body: Buffer.concat(chunks),
    }
    try {
      asked.push(...api.access(request))
      const { status, headers, body } = await api.handle(request, {
        principal: { kind: 'anonymous' },
        requestId: 'request',
        sourceIp: '127.0.0.1',
        headers: {},
      })
      response.writeHead(status, headers).end(body)
    } catch (error) {
      const {
        code,
        message: text,
        status,
      } = error instanceof AwsError ? error : new AwsError('InternalError', String(error), 500)
      response
        .writeHead(status, { 'content-type': 'application/xml' })
        .end(`<Error><Code>${code}</Code><Message>${text}</Message></Error>`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = new S3Client({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } })
  close = () => server.close()
  await s3.objects.put('shop', 'seed', Buffer.from('seed'))
})
afterAll(async () => {
  client.destroy()
  close()
  await s3.close()
})

const arn = (key: string) => `arn:aws:s3:::shop/${key}`

test('objects that the SDK wrote (with streamed, checksummed bodies) come back byte for byte', async () => {
  const Key = `reports/ä ö+%/${'x'.repeat(300)}.json`
  const Body = Buffer.from(Array.from({ length: 4096 }, (_, i) => i % 256))
  await client.send(
    new PutObjectCommand({ Bucket: 'shop', Key, Body, Metadata: { colour: 'red' }, ContentType: 'application/json' }),
  )
  const read = await client.send(new GetObjectCommand({ Bucket: 'shop', Key }))
  expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true)
  expect(read).toMatchObject({ Metadata: { colour: 'red' }, ContentType: 'application/json' })
  expect((await s3.objects.get('shop', Key)).equals(Body)).toBe(true)
  expect(await s3.objects.has('shop', Key)).toBe(true)
  expect(await s3.objects.has('shop', 'reports')).toBe(false)
  expect(asked).toContainEqual({ action: 's3:PutObject', resource: arn(Key) })
  expect(asked).toContainEqual({ action: 's3:GetObject', resource: arn(Key) })
})

test('a missing object or bucket is S3’s own error', async () => {
  await expect(client.send(new GetObjectCommand({ Bucket: 'shop', Key: 'gone' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  })
  await expect(s3.objects.get('nowhere', 'gone')).rejects.toMatchObject({ code: 'NoSuchBucket', status: 404 })
})

test('lists page through keys of mixed case without losing one, and ask about the prefix', async () => {
  const keys = ['b', 'B', 'a', 'A', 'Z', 'z', 'É'].map((letter) => `mixed/${letter}`)
  for (const key of keys) await s3.objects.put('shop', key, Buffer.from(key))
  const seen: (string | undefined)[] = []
  let ContinuationToken: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: 'shop', Prefix: 'mixed/', MaxKeys: 2, ContinuationToken }),
    )
    seen.push(...(page.Contents ?? []).map(({ Key }) => Key))
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken)
  expect(seen).toEqual([...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  expect(asked).toContainEqual({
    action: 's3:ListBucket',
    resource: 'arn:aws:s3:::shop',
    context: { 's3:prefix': 'mixed/', 's3:max-keys': '2' },
  })
})

test('a copy needs the right to read its source', async () => {
  await client.send(new CopyObjectCommand({ Bucket: 'shop', Key: 'copy', CopySource: 'shop/seed' }))
  expect(asked.slice(-2)).toEqual([
    { action: 's3:PutObject', resource: arn('copy') },
    { action: 's3:GetObject', resource: arn('seed') },
  ])
  expect(String(await s3.objects.get('shop', 'copy'))).toBe('seed')
})

test('several deletions need the right to each', async () => {
  await s3.objects.put('shop', 'one&two', Buffer.from('x'))
  await client.send(
    new DeleteObjectsCommand({ Bucket: 'shop', Delete: { Objects: [{ Key: 'one&two' }, { Key: 'three' }] } }),
  )
  expect(asked.slice(-2).map(({ resource }) => resource)).toEqual([arn('one&two'), arn('three')])
  expect(await s3.objects.has('shop', 'one&two')).toBe(false)
})

test('an object uploaded in parts comes together, and its upload id serves no other key', async () => {
  const at = { Bucket: 'shop', Key: 'large' }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(at))
  const part = (Key: string, PartNumber: number, Body: Buffer) =>
    client.send(new UploadPartCommand({ ...at, Key, UploadId, PartNumber, Body }))
  await expect(part('other', 1, Buffer.from('x'))).rejects.toMatchObject({ name: 'NoSuchUpload' })
  const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')]
  const Parts = await Promise.all(
    parts.map(async (body, i) => ({ PartNumber: i + 1, ETag: (await part('large', i + 1, body)).ETag })),
  )
  await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }))
  expect((await s3.objects.get('shop', 'large')).equals(Buffer.concat(parts))).toBe(true)
})

test('buckets are listed and located', async () => {
  const { Buckets } = await client.send(new ListBucketsCommand({}))
  expect(Buckets?.map(({ Name }) => Name)).toContain('shop')
  expect(asked.at(-1)).toEqual({ action: 's3:ListAllMyBuckets', resource: '*' })
  expect((await client.send(new GetBucketLocationCommand({ Bucket: 'shop' }))).LocationConstraint).toBeUndefined()
})

describe('what is not supported fails by name', () => {
  const ask =
    (method: string, url: string, headers: Record<string, string> = {}) =>
    () =>
      s3.api.access({ method, url, headers: { host: '127.0.0.1', ...headers }, body: Buffer.alloc(0) })
  test.each([
    ['GET', '/shop?acl', {}, 'the S3 request GET on a bucket?acl'],
    ['GET', '/shop/key?versionId=1', {}, 'the S3 request GET on a object?versionId'],
    ['POST', '/shop/key', {}, 'the S3 request POST on a object'],
    ['PUT', '/shop/key', { 'x-amz-tagging': 'a=b' }, 'the header x-amz-tagging of s3:PutObject'],
    ['PUT', '/shop/key', { 'if-none-match': '*' }, 'the header if-none-match of s3:PutObject'],
    ['GET', '/shop/mine/%2E%2e/theirs', {}, 'object keys with . or ..'],
    ['GET', '/shop/mine/../theirs', {}, 'object keys with . or ..'],
  ] as const)('%s %s %o', (method, url, headers, message) => {
    expect(ask(method, url, headers)).toThrow(message)
  })
  test('the bucket of a virtual host name is the one that is asked about', () => {
    expect(ask('GET', '/key', { host: 'shop.s3.us-east-1.amazonaws.com' })()).toEqual([
      { action: 's3:GetObject', resource: arn('key') },
    ])
  })
})
