import { join } from 'node:path'
import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type {
  BillMeter,
  CallerObjects,
  DeliveredObjects,
  Iam,
  Objects,
  ServiceObjects,
  SiteObjects,
} from '../core/faces.ts'
import { NO_METER } from '../core/no-meter.ts'
import { onceAnHour } from '../core/once-an-hour.ts'
import type { ResourceType } from '../core/resource-type.ts'
import type { InternalApi, Service } from '../core/service.ts'
import { accessOf } from './access.ts'
import { billRequests, billStorage } from './bill-objects.ts'
import { deliverObject } from './deliver-object.ts'
import { asAwsError } from './errors.ts'
import { announce, settleEvents } from './notifications/announce.ts'
import { eventDelivery, sendAsBucket } from './notifications/event-delivery.ts'
import type { Caller } from './notifications/event-record.ts'
import { testDestinations } from './notifications/test-destinations.ts'
import { objectsOfCaller } from './objects-of-caller.ts'
import { objectsOfService } from './objects-of-service.ts'
import { inputOf } from './operation.ts'
import { classifyRequest } from './operations/classify-request.ts'
import { handleRequest } from './operations/handle-request.ts'
import { operations } from './operations/known-operations.ts'
import { readForService } from './read-for-service.ts'
import { bucket } from './resources/bucket.ts'
import { bucketDeployment } from './resources/bucket-deployment.ts'
import { bucketPolicy } from './resources/bucket-policy.ts'
import { bucketPolicies } from './stores/bucket-policies.ts'
import { eventQueue } from './stores/event-queue.ts'
import { notificationConfigurations } from './stores/notification-configurations.ts'
import { type OpenStore, openStore } from './stores/open-store.ts'

/** S3 over fauxqs's store, which opens with the first use. */
export function s3Service({
  context,
  iam,
  api: others,
  meter = NO_METER,
}: {
  context: CloudContext
  iam: Iam
  api: InternalApi
  meter?: BillMeter
}) {
  const { accountId } = context
  const configurations = notificationConfigurations(context.database)
  const events = eventQueue(context)
  const send = sendAsBucket({ context, api: others })
  const delivery = eventDelivery({ context, events, send })
  const bills = billRequests(meter)
  let opened: Promise<OpenStore> | undefined
  let held: OpenStore | undefined
  const open = (): Promise<OpenStore> => {
    opened ??= openStore(
      join(context.dataDir, 's3'),
      announce({ context, configurations, events, noted: delivery.wake }),
    ).then((store) => {
      held = store
      return store
    })
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
    async handle(request, call) {
      const classified = classifyRequest(request)
      const answer = handleRequest({ context, configurations, ...(await open()) }, classified, call)
      bills(classified.operation.method, classified.operation.name, classified.bucket)
      return answer
    },
  }
  /** CloudFormation, which deploys as the account. */
  const caller: Caller = {
    principal: { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId: '' },
    requestId: 'internal',
    sourceIp: 'AWS Internal',
  }
  const objects: Objects = {
    async get(bucket, key) {
      const { store } = await open()
      return asAwsError(() => store.getObject(bucket, key).body)
    },
    async put(bucket, key, body) {
      const { store, write } = await open()
      asAwsError(() => {
        store.createBucket(bucket)
        write.put({ event: 'ObjectCreated:Put', bucket, key, caller }, body)
      })
    },
    async has(bucket, key) {
      return (await open()).has(bucket, key)
    },
  }
  const policies = bucketPolicies(context.database)
  const requestId = context.ids.uuid
  const siteObjects: SiteObjects = { read: readForService({ open, policies }) }
  const resourceTypes: ResourceType[] = [
    bucket({ context, open, configurations, test: testDestinations({ context, send }) }),
    bucketPolicy({ policies }),
    bucketDeployment({ open, caller }),
  ]
  return {
    name: 's3',
    api,
    objects,
    siteObjects,
    deliveredObjects: { put: deliverObject({ context, iam, open, bills }) },
    callerObjects: objectsOfCaller({ iam, open, requestId, bills }),
    serviceObjects: objectsOfService({ accountId, open, policies, requestId }),
    resourceTypes,
    bill: onceAnHour((to, at) => billStorage(held, to, at)),
    // Sends what an earlier run left.
    async start(): Promise<void> {
      await settleEvents({ context, events }, open)
      delivery.wake()
    },
    async close(): Promise<void> {
      await delivery.close()
      ;(await opened)?.close()
    },
  } satisfies CloudService & {
    objects: Objects
    siteObjects: SiteObjects
    deliveredObjects: DeliveredObjects
    callerObjects: CallerObjects
    serviceObjects: ServiceObjects
  }
}
