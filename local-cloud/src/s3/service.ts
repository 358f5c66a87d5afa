import { join } from 'node:path'
import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { SiteObjects } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { accessOf, classifyRequest } from './operations/classify-request.ts'
import { handleRequest } from './operations/handle-request.ts'
import { operations } from './operations/known-operations.ts'
import { readForService } from './read-for-service.ts'
import { bucket } from './resources/bucket.ts'
import { bucketDeployment } from './resources/bucket-deployment.ts'
import { bucketPolicy } from './resources/bucket-policy.ts'
import { bucketPolicies } from './stores/bucket-policies.ts'
import { type OpenStore, openStore } from './stores/open-store.ts'

/** Objects as the other services of the local cloud use them, without signatures and policies. */
export interface Objects {
  /** Throws AwsError NoSuchBucket or NoSuchKey. */
  get(bucket: string, key: string): Promise<Buffer>
  /** Creates the bucket when it is missing. */
  put(bucket: string, key: string, body: Buffer): Promise<void>
  has(bucket: string, key: string): Promise<boolean>
}

/** S3 by fauxqs, in process; its store opens with the first use. */
export function s3Service({ context }: { context: CloudContext }) {
  let opened: Promise<OpenStore> | undefined
  const open = (): Promise<OpenStore> => {
    opened ??= openStore(join(context.dataDir, 's3'))
    return opened
  }
  const service: Service = {
    name: 's3',
    protocol: 'raw',
    operationNames: operations.map(({ name }) => name),
    access: (request) => accessOf(classifyRequest(request), request.body),
    handle: async (request) => handleRequest({ context, open: await open() }, classifyRequest(request), request),
  }
  const objects: Objects = {
    async get(bucket, key) {
      const { store } = await open()
      return asAwsError(() => store.getObject(bucket, key).body)
    },
    async put(bucket, key, body) {
      const { store } = await open()
      asAwsError(() => {
        store.createBucket(bucket)
        store.putObject(bucket, key, body)
      })
    },
    async has(bucket, key) {
      const { store } = await open()
      return store.hasBucket(bucket) && store.listObjects(bucket, { prefix: key, maxKeys: 1 }).objects[0]?.key === key
    },
  }
  const policies = bucketPolicies(context.database)
  const siteObjects: SiteObjects = { read: readForService({ open, policies }) }
  const resourceTypes: ResourceType[] = [
    bucket({ context, open }),
    bucketPolicy({ policies }),
    bucketDeployment({ open }),
  ]
  return {
    service,
    objects,
    siteObjects,
    resourceTypes,
    async close(): Promise<void> {
      ;(await opened)?.close()
    },
  }
}

/** fauxqs's errors, with the codes and statuses that they carry. */
export function asAwsError<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'statusCode' in error) {
      throw new AwsError(String(error.code), error.message, Number(error.statusCode))
    }
    throw error
  }
}
