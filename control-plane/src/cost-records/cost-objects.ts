import { gunzipSync, gzipSync } from 'node:zlib'
import { DeleteObjectsCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { readObject } from '../usage-records/hour-objects.ts'
import type { Unit } from './units.ts'

/** Folder of the bucket of costs; infra's names have the same. */
const FOLDER = 'runs'

/** The lines of the bill and the usage that were divided; all tenants' rows by the day; sums by the hour; and all tenants' rows of an hour, `hours/2026-11-29T10`. */
export type CostObject = 'bill' | 'usage' | 'days' | 'totals' | `hours/${string}`

/** Compressed texts of an attribution of a unit, by its version. */
export interface CostObjects {
  /** Null where there is none. */
  get(unit: Unit, version: number, object: CostObject): Promise<string | null>
  put(unit: Unit, version: number, object: CostObject, text: string): Promise<void>
  /** Deletes these objects, and those that are not there. */
  delete(unit: Unit, version: number, objects: CostObject[]): Promise<void>
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const DELETED_AT_ONCE = 1_000

export function costObjects(s3: Pick<S3Client, 'send'>, bucket: string): CostObjects {
  const keyOf = (unit: Unit, version: number, object: CostObject) => `${FOLDER}/${unit}/${version}/${object}.gz`
  return {
    async get(...at) {
      const bytes = await readObject(s3, { Bucket: bucket, Key: keyOf(...at) })
      return bytes && gunzipSync(bytes).toString()
    },
    async put(unit, version, object, text) {
      const Key = keyOf(unit, version, object)
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: gzipSync(text) }))
    },
    async delete(unit, version, objects) {
      for (let at = 0; at < objects.length; at += DELETED_AT_ONCE) {
        const Objects = objects.slice(at, at + DELETED_AT_ONCE).map((object) => ({ Key: keyOf(unit, version, object) }))
        await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }))
      }
    },
  }
}
