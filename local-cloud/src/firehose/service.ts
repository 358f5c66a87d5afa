import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { DeliveredObjects, Iam, MetricWriter } from '../core/faces.ts'
import { NO_METRICS } from '../core/no-metrics.ts'
import { invalidInput } from '../core/run-operation.ts'
import type { InternalApi } from '../core/service.ts'
import { streamDelivery } from './delivery.ts'
import { putRecord, putRecordBatch } from './operations/put-records.ts'
import { deliveryStream } from './resources/delivery-stream.ts'
import { recordBuffer } from './stores/record-buffer.ts'
import { streamStore } from './stores/stream-store.ts'

interface Needs {
  context: CloudContext
  iam: Iam
  api: InternalApi
  objects: DeliveredObjects
  metrics?: MetricWriter
}

/** Firehose: delivery streams to S3. */
export function firehoseService({ context, iam, api, objects, metrics = NO_METRICS }: Needs) {
  const streams = streamStore(context)
  const buffer = recordBuffer(context)
  const delivery = streamDelivery({ context, iam, api, buffer, objects, streams, metrics })
  const puts = { context, streams, buffer, arrived: delivery.wake }
  return {
    name: 'firehose',
    api: {
      name: 'firehose',
      protocol: 'json-1.1',
      targetPrefix: 'Firehose_20150804',
      invalidInput: (issue) => invalidInput(issue, 'InvalidArgumentException'),
      operations: { PutRecord: putRecord(puts), PutRecordBatch: putRecordBatch(puts) },
    },
    resourceTypes: [deliveryStream({ context, streams, buffer, delivery })],
    // Delivers what an earlier run left.
    start: delivery.wake,
    close: delivery.close,
  } satisfies CloudService
}
