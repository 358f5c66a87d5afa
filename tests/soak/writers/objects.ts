import { createHash } from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

const Bucket = 'soak'
const KEYS = 30

/** Objects of S3, known by the hash of their content. */
export function objects(endpoints: Endpoints, random: Random): Writer {
  const s3 = new S3Client({ ...account(endpoints), forcePathStyle: true })
  const stored = ledger<string>('object')
  return {
    name: 'objects',
    count: stored.count,
    prepare: async () => void (await s3.send(new CreateBucketCommand({ Bucket }))),
    async write() {
      const Key = `object-${random.below(KEYS)}`
      if (random.below(5) === 0) {
        const send = () => s3.send(new DeleteObjectCommand({ Bucket, Key }))
        return noted(stored, { key: Key, value: undefined, send })
      }
      const Body = String(random.next()).repeat(1 + random.below(2000))
      const value = createHash('md5').update(Body).digest('hex')
      return noted(stored, { key: Key, value, send: () => s3.send(new PutObjectCommand({ Bucket, Key, Body })) })
    },
    async check() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
      return stored.compare(new Map(Contents.map(({ Key = '', ETag = '' }) => [Key, ETag.replaceAll('"', '')])))
    },
  }
}
