import type { CloudContext } from '../core/cloud-context.ts'
import type { DeliveredObjects, Iam } from '../core/faces.ts'
import type { BillRequest } from './bill-objects.ts'
import { asAwsError } from './errors.ts'
import type { OpenStore } from './stores/open-store.ts'

/** PutObject by an AWS service under a role. */
export const deliverObject =
  ({
    context: { ids },
    iam,
    open,
    bills,
  }: {
    context: CloudContext
    iam: Pick<Iam, 'authorize'>
    open(): Promise<OpenStore>
    bills: BillRequest
  }): DeliveredObjects['put'] =>
  async (principal, { bucket, key, body }) => {
    iam.authorize(principal, [{ action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/${key}` }], 'AccessDenied')
    const { write } = await open()
    bills('PUT', 'PutObject', bucket)
    const caller = { principal, requestId: ids.uuid(), sourceIp: 'AWS Internal' }
    asAwsError(() => write.put({ event: 'ObjectCreated:Put', bucket, key, caller }, body, 'application/octet-stream'))
  }
