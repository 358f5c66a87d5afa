import type { BillMeter } from '../core/faces.ts'
import type { OpenStore } from './stores/open-store.ts'

export type BillRequest = (method: string, operation: string, bucket: string) => void

/** PUT, COPY, POST and LIST cost more than the others; DELETE is free. https://aws.amazon.com/s3/pricing/ */
export const billRequests =
  (meter: BillMeter): BillRequest =>
  (method, operation, bucket) => {
    if (method === 'DELETE' || operation === 'DeleteObjects') return
    const isDear = method === 'PUT' || method === 'POST' || operation.startsWith('List')
    // Bills name a bucket by its name.
    meter.add({ item: isDear ? 's3Puts' : 's3Gets', resource: bucket, amount: 1 })
  }

/** Bills what buckets hold, once the store was opened. */
export function billStorage(opened: OpenStore | undefined, meter: BillMeter, at: number): void {
  if (!opened) return
  for (const { name } of opened.store.listBuckets()) {
    const { objects } = opened.store.listObjects(name, { maxKeys: Number.POSITIVE_INFINITY })
    const amount = objects.reduce((sum, { contentLength }) => sum + contentLength, 0)
    meter.stand({ item: 's3Storage', resource: name, amount, at })
  }
}
