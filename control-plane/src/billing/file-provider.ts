import type { S3Client } from '@aws-sdk/client-s3'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import * as z from 'zod/mini'
import { usageEvent } from '../usage/formats.ts'
import { readObject } from '../usage-records/hour-objects.ts'
import type { BillingProvider } from './billing-provider.ts'

/** Folder of the bucket where it writes; infra's names have the same. */
const FOLDER = 'billing'
const Written = z.object({ version: z.int() })

/** The provider of a deployment that has none: files, from which somebody else bills. */
export function fileProvider(s3: Pick<S3Client, 'send'>, bucket: string): BillingProvider {
  const place = (name: string) => ({ Bucket: bucket, Key: `${FOLDER}/${name}.json` })
  const put = async (name: string, content: object): Promise<void> => {
    const Body = JSON.stringify(content)
    await s3.send(new PutObjectCommand({ ...place(name), Body, ContentType: 'application/json' }))
  }
  const versionOf = async (name: string): Promise<number> => {
    const bytes = await readObject(s3, place(name))
    return bytes === null ? 0 : z.parse(Written, JSON.parse(new TextDecoder().decode(bytes))).version
  }
  return {
    upsertCustomer: (customer) => put(`customers/${customer.tenantId}`, customer),
    async reportUsage({ customer, period, version, idempotencyKey, usage }) {
      const name = `usage/${period}/${customer}`
      if ((await versionOf(name)) >= version) return
      const events = usage.map((row) => usageEvent(row, version))
      await put(name, { customer, period, version, idempotencyKey, events })
    },
  }
}
