import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { beforeAll, expect, test } from 'vitest'
import { useCloud } from '../cloud.ts'
import { follow } from './follow.ts'
import { bucket, notification, PIPELINE } from './pipeline-template.ts'

// Whatever brings an object into a bucket, its queue is told, and of no object that it did not ask for.

const cloud = useCloud()
let s3: S3Client
let way: ReturnType<typeof follow>
const Bucket = 'usage-files'
const { Queue, QueuePolicy } = PIPELINE
const rules = (prefix: string, suffix: string) => [
  { Name: 'prefix', Value: prefix },
  { Name: 'suffix', Value: suffix },
]

beforeAll(async () => {
  await cloud.deploy({ Resources: { Queue, QueuePolicy, Bucket: bucket([notification(rules('in/', '.txt'))]) } })
  s3 = new S3Client(cloud.options())
  way = follow(cloud.options, cloud.cloud)
  expect(await way.told()).toMatchObject([{ Event: 's3:TestEvent' }])
})

const events = async (count: number) => {
  const told: string[] = []
  await expect
    .poll(async () => {
      for (const { Records } of await way.told())
        for (const { eventName, s3: of } of Records) told.push(`${eventName} ${of.object.key} ${of.object.size}`)
      return told.length
    })
    .toBe(count)
  return told.toSorted()
}

test('it is told of puts, copies and uploads in parts, with keys as URLs have them', async () => {
  const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }))
  await put('in/red flower+=ä.txt')
  await put('in/other.json')
  await put('out/other.txt')
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'in/copy.txt', CopySource: `${Bucket}/out/other.txt` }))
  const large = { Bucket, Key: 'in/large.txt' }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(large))
  const { ETag } = await s3.send(new UploadPartCommand({ ...large, UploadId, PartNumber: 1, Body: 'part' }))
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] }
  await s3.send(new CompleteMultipartUploadCommand({ ...large, UploadId, MultipartUpload }))
  expect(await events(3)).toEqual([
    'ObjectCreated:CompleteMultipartUpload in/large.txt 4',
    'ObjectCreated:Copy in/copy.txt 4',
    'ObjectCreated:Put in/red+flower%2B%3D%C3%A4.txt 4',
  ])
})

test('it is told of what a deployment copies', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'assets/page.txt', Body: 'page' }))
  const Copy = {
    Type: 'Custom::CDKBucketDeployment',
    Properties: {
      SourceBucketNames: [Bucket],
      SourceObjectKeys: ['assets/page.txt'],
      DestinationBucketName: Bucket,
      DestinationBucketKeyPrefix: 'in',
      Prune: false,
      OutputObjectKeys: false,
      Extract: false,
    },
  }
  await cloud.deploy({ Resources: { Copy } }, 'copy')
  expect(await events(1)).toEqual(['ObjectCreated:Put in/page.txt 4'])
})

test('another configuration holds from then on, is tried first, and with the bucket it goes', async () => {
  const resources = (more: object[]) => ({ Resources: { Queue, QueuePolicy, Bucket: bucket(more) } })
  const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'body' }))
  const copies = { ...notification(rules('', '')), Event: 's3:ObjectCreated:Copy' }
  await cloud.deploy(resources([copies]))
  expect(await way.told()).toMatchObject([{ Event: 's3:TestEvent' }])
  await put('in/a.txt')
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/in/a.txt` }))
  expect(await events(1)).toEqual(['ObjectCreated:Copy b 4'])
  await cloud.deploy(resources([]))
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource: `${Bucket}/in/a.txt` }))
  expect(await way.told()).toEqual([])
})
