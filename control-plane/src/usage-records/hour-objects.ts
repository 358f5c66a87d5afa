import { gunzipSync, gzipSync } from 'node:zlib'
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { timeText } from './usage-items.ts'

/** Folder of the bucket where what was computed lies; infra's names have the same. */
const FOLDER = 'hours'

/** All tenants' rows of an hour by the hour and by its minutes, what their items are made of, and how its latest minutes were. */
export const HOUR_OBJECTS = ['hours', 'minutes', 'digests', 'latest'] as const
export type HourObject = (typeof HOUR_OBJECTS)[number] | 'pending'

/** Compressed texts of computations of an hour. */
export interface HourObjects {
  /** Null where there is none. */
  get(hour: number, generation: number, object: HourObject): Promise<string | null>
  put(hour: number, generation: number, object: HourObject, text: string): Promise<void>
  delete(hour: number, generation: number, object: HourObject): Promise<void>
}

export function hourObjects(s3: Pick<S3Client, 'send'>, bucket: string): HourObjects {
  const place = (hour: number, generation: number, object: HourObject) => ({
    Bucket: bucket,
    Key: `${FOLDER}/${timeText('hour', hour)}/${generation}/${object}.gz`,
  })
  return {
    async get(...at) {
      const bytes = await readObject(s3, place(...at))
      return bytes && gunzipSync(bytes).toString()
    },
    async put(hour, generation, object, text) {
      await s3.send(new PutObjectCommand({ ...place(hour, generation, object), Body: gzipSync(text) }))
    },
    async delete(...at) {
      await s3.send(new DeleteObjectCommand(place(...at)))
    },
  }
}

/** Folder of what bills of an hour are shared by: an object an hour, which the table `tenantry_costs.usage` reads. */
const USES = 'attribution'

export const putUsesOf =
  (s3: Pick<S3Client, 'send'>, bucket: string) =>
  async (hour: number, text: string): Promise<void> => {
    const Key = `${USES}/${timeText('hour', hour).replaceAll(/[-T]/g, '/')}/usage.json.gz`
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: gzipSync(text) }))
  }

/** Null for an object that there is not. */
export async function readObject(
  s3: Pick<S3Client, 'send'>,
  place: { Bucket: string; Key: string },
): Promise<Uint8Array | null> {
  try {
    const { Body } = await s3.send(new GetObjectCommand(place))
    return (await Body?.transformToByteArray()) ?? null
  } catch (error) {
    if (error instanceof NoSuchKey) return null
    throw error
  }
}
