import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { beforeAll, describe, expect, test } from 'vitest'
import { useCloud } from './cloud.ts'

const cloud = useCloud()
const Bucket = 'things'
let s3: S3Client
beforeAll(async () => {
  s3 = new S3Client(cloud.options())
  await s3.send(new CreateBucketCommand({ Bucket }))
  await s3.send(new PutObjectCommand({ Bucket, Key: 'text', Body: '0123456789' }))
})

const text = async (input: object) => {
  const { Body, ...rest } = await s3.send(new GetObjectCommand({ Bucket, Key: 'text', ...input }))
  return { ...rest, text: await Body?.transformToString() }
}
const head = (input: object) => s3.send(new HeadObjectCommand({ Bucket, Key: 'text', ...input }))
const status = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (error) => error.$metadata.httpStatusCode,
  )

describe('bodies', () => {
  test('an empty object and an empty part are stored', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: '' }))
    expect(await head({ Key: 'empty' })).toMatchObject({ ContentLength: 0 })
    const at = { Bucket, Key: 'parts' }
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at))
    const { ETag } = await s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: '' }))
    const parts = { MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }
    await s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, ...parts }))
    expect(await text({ Key: 'parts' })).toMatchObject({ text: '' })
  })

  test.each([
    ['another MD5', { ContentMD5: 'rL0Y20zC+Fzt72VPzMSk2A==' }, 'BadDigest'],
    ['an MD5 that is none', { ContentMD5: 'AAAA' }, 'InvalidDigest'],
    ['another CRC32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
    ['another SHA-1', { ChecksumSHA1: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, 'BadDigest'],
    ['another SHA-256', { ChecksumSHA256: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }, 'BadDigest'],
    ['a checksum that is none', { ChecksumSHA256: 'AAAA' }, 'InvalidRequest'],
    ['an algorithm that is not served', { ChecksumCRC64NVME: 'AAAAAAAAAAA=' }, 'UnsupportedByLocalCloud'],
  ])('a body with %s is not stored', async (_, digest, name) => {
    const put = s3.send(new PutObjectCommand({ Bucket, Key: 'refused', Body: 'body', ...digest }))
    await expect(put).rejects.toMatchObject({ name })
    expect(await status(head({ Key: 'refused' }))).toBe(404)
  })

  test('a checksum that was sent is shown to who asks for it, and a copy has one of the algorithm that it asks for', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'summed', Body: 'body', ChecksumAlgorithm: 'SHA256' }))
    const ChecksumSHA256 = 'Iw2DWNxOiJC0xY3utimmbO89NU8CwqkYfSS/prcw3QM='
    expect(await head({ Key: 'summed', ChecksumMode: 'ENABLED' })).not.toHaveProperty('ChecksumCRC32')
    const { ChecksumSHA256: shown } = await head({ Key: 'summed', ChecksumMode: 'ENABLED' })
    const copy = { Bucket, Key: 'copied', CopySource: `${Bucket}/summed`, ChecksumAlgorithm: 'SHA1' as const }
    const { CopyObjectResult } = await s3.send(new CopyObjectCommand(copy))
    expect(CopyObjectResult?.ChecksumSHA1).toMatch(/^.{27}=$/)
    expect(await head({ Key: 'copied', ChecksumMode: 'ENABLED' })).toMatchObject({
      ChecksumSHA1: CopyObjectResult?.ChecksumSHA1,
    })
    expect(shown?.length).toBe(ChecksumSHA256.length)
  })
})

test('a bucket of another account is refused to who expects one', async () => {
  const other = { ExpectedBucketOwner: '111111111111' }
  await expect(text(other)).rejects.toMatchObject({ name: 'AccessDenied' })
  expect(await status(head(other))).toBe(403)
  await expect(text({ ExpectedBucketOwner: '000000000000' })).resolves.toMatchObject({ text: '0123456789' })
})

describe.each([
  ['GetObject', text],
  ['HeadObject', head],
])('%s', (_, read) => {
  test('meets conditions by tag and time', async () => {
    const { ETag, LastModified } = await head({})
    const [before, after] = [-60_000, 60_000].map((ms) => new Date(Number(LastModified) + ms))
    const cases = [
      [{ IfMatch: ETag }, 200],
      [{ IfMatch: '*' }, 200],
      [{ IfMatch: '"x"' }, 412],
      [{ IfNoneMatch: ETag }, 304],
      [{ IfNoneMatch: '"x"' }, 200],
      [{ IfModifiedSince: before }, 200],
      [{ IfModifiedSince: after }, 304],
      [{ IfUnmodifiedSince: before }, 412],
      [{ IfUnmodifiedSince: after }, 200],
      [{ IfMatch: ETag, IfUnmodifiedSince: before }, 200],
      [{ IfNoneMatch: '"x"', IfModifiedSince: after }, 200],
    ] as const
    for (const [input, expected] of cases) expect([input, await status(read(input))]).toEqual([input, expected])
  })

  test('answers ranges and parts', async () => {
    expect(await read({ Range: 'bytes=2-4' })).toMatchObject({ ContentLength: 3, ContentRange: 'bytes 2-4/10' })
    expect(await read({ Range: 'bytes=-3' })).toMatchObject({ ContentRange: 'bytes 7-9/10' })
    expect(await read({ Range: 'bytes=-30' })).toMatchObject({ ContentRange: 'bytes 0-9/10' })
    expect(await read({ Range: 'bytes=8-99' })).toMatchObject({ ContentRange: 'bytes 8-9/10' })
    expect(await read({ Range: 'lines=1' })).toMatchObject({ ContentLength: 10 })
    expect(await status(read({ Range: 'bytes=10-' }))).toBe(416)
    expect(await read({ PartNumber: 1 })).toMatchObject({ ContentLength: 10 })
    expect(await status(read({ PartNumber: 2 }))).toBe(416)
    expect(await status(read({ PartNumber: 1, Range: 'bytes=0-1' }))).toBe(400)
  })
})

describe('ListObjectsV2', () => {
  const list = (input: object) => s3.send(new ListObjectsV2Command({ Bucket, ...input }))

  test('encodes keys where it is asked to, and says so', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'odd/a b+ü&\u0001', Body: '' }))
    const { Contents, EncodingType } = await list({ Prefix: 'odd/', EncodingType: 'url' })
    expect([Contents?.[0]?.Key, EncodingType]).toEqual(['odd/a%20b%2B%C3%BC%26%01', 'url'])
    await expect(list({ EncodingType: 'base64' })).rejects.toMatchObject({ name: 'InvalidArgument' })
  })

  test('refuses a token that it did not give out, and numbers that are none', async () => {
    await expect(list({ ContinuationToken: 'nonsense' })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
    })
    await expect(list({ MaxKeys: -1 })).rejects.toMatchObject({ name: 'InvalidArgument' })
    expect(await list({ MaxKeys: 0 })).toMatchObject({ IsTruncated: false, KeyCount: 0 })
  })

  test('names the owner to who asks for it', async () => {
    const { Contents } = await list({ Prefix: 'text', FetchOwner: true })
    expect(Contents?.[0]?.Owner?.ID).toBe('000000000000')
    expect((await list({ Prefix: 'text' })).Contents?.[0]).not.toHaveProperty('Owner')
  })
})

test('buckets are made in this Region only', async () => {
  const create = (LocationConstraint: string) =>
    s3.send(
      new CreateBucketCommand({
        Bucket: 'elsewhere',
        CreateBucketConfiguration: { LocationConstraint: LocationConstraint as 'eu-west-1' },
      }),
    )
  await expect(create('eu-west-1')).rejects.toThrow('LocationConstraint eu-west-1')
  await expect(create('nowhere')).rejects.toMatchObject({ name: 'InvalidLocationConstraint' })
})

describe('uploads in parts', () => {
  const Key = 'large'
  const begin = async (more: object = {}) => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))
    return { Bucket, Key, UploadId }
  }

  test('have parts 1 to 10,000', async () => {
    const at = await begin()
    const part = (PartNumber: number) => s3.send(new UploadPartCommand({ ...at, PartNumber, Body: 'x' }))
    await part(10_000)
    for (const number of [0, 10_001])
      await expect(part(number)).rejects.toMatchObject({
        name: 'InvalidArgument',
        message: 'Part number must be an integer between 1 and 10000, inclusive',
      })
  })

  test('copy a source only while it is what the copy was planned for', async () => {
    const { ETag } = await head({})
    const at = { ...(await begin({ ChecksumAlgorithm: 'SHA256' })), PartNumber: 1, CopySource: `${Bucket}/text` }
    await expect(s3.send(new UploadPartCopyCommand({ ...at, CopySourceIfMatch: '"changed"' }))).rejects.toMatchObject({
      name: 'PreconditionFailed',
    })
    const range = { CopySourceIfMatch: ETag, CopySourceRange: 'bytes=2-4' }
    const { CopyPartResult } = await s3.send(new UploadPartCopyCommand({ ...at, ...range }))
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag, ChecksumSHA256: CopyPartResult?.ChecksumSHA256 }]
    const { Bucket: _, ...upload } = at
    const complete = (parts: object[]) =>
      s3.send(new CompleteMultipartUploadCommand({ Bucket, ...upload, MultipartUpload: { Parts: parts } }))
    await expect(complete([{ ...Parts[0], ChecksumSHA256: 'AAAA' }])).rejects.toMatchObject({ name: 'InvalidPart' })
    expect((await complete(Parts)).ChecksumSHA256).toMatch(/-1$/)
    expect(await text({ Key })).toMatchObject({ text: '234' })
  })
})
