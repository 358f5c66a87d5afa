import { join } from 'node:path'
import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Objects, SiteObjects } from '../core/faces.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { Service } from '../core/service.ts'
import { accessOf } from './access.ts'
import { asAwsError } from './errors.ts'
import { inputOf } from './operation.ts'
import { classifyRequest } from './operations/classify-request.ts'
import { handleRequest } from './operations/handle-request.ts'
import { operations } from './operations/known-operations.ts'
import { readForService } from './read-for-service.ts'
import { bucket } from './resources/bucket.ts'
import { bucketDeployment } from './resources/bucket-deployment.ts'
import { bucketPolicy } from './resources/bucket-policy.ts'
import { bucketPolicies } from './stores/bucket-policies.ts'
import { type OpenStore, openStore } from './stores/open-store.ts'

/** S3 over fauxqs's store, which opens with the first use. */
export function s3Service({ context }: { context: CloudContext }) {
  let opened: Promise<OpenStore> | undefined
  const open = (): Promise<OpenStore> => {
    opened ??= openStore(join(context.dataDir, 's3'))
    return opened
  }
  const api: Service = {
    name: 's3',
    protocol: 'raw',
    described: Object.fromEntries(
      operations.map((operation) => [
        operation.name,
        { input: inputOf(operation), ...(operation.partly && { partly: operation.partly }) },
      ]),
    ),
    access: (request) => accessOf(classifyRequest(request)),
    handle: async (request) => handleRequest({ context, ...(await open()) }, classifyRequest(request)),
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
      return (await open()).has(bucket, key)
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
    name: 's3',
    api,
    objects,
    siteObjects,
    resourceTypes,
    async close(): Promise<void> {
      ;(await opened)?.close()
    },
  } satisfies CloudService & { objects: Objects; siteObjects: SiteObjects }
}
