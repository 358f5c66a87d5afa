import { gzipSync } from 'node:zlib'
import { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { DeliveredObjects, Iam } from '../core/faces.ts'
import type { InternalApi } from '../core/service.ts'
import { serviceSessions } from '../iam/service-sessions.ts'
import { evaluatePrefix, objectKey } from './processing/object-prefix.ts'
import { processRecord } from './processing/processors.ts'
import type { BufferedRecord, Delivery, RecordBuffer } from './stores/record-buffer.ts'
import type { DeliveryStream } from './stores/stream-store.ts'
import { streamArn } from './stream-arn.ts'

export interface DeliverNeeds {
  context: CloudContext
  iam: Iam
  api: InternalApi
  buffer: RecordBuffer
  objects: DeliveredObjects
}

/** Writes the records of a delivery to its bucket, under the role of its stream. */
export function deliverRecords({ context, iam, api, buffer, objects }: DeliverNeeds) {
  const sessions = serviceSessions({ context, iam })
  const request = ({ name, roleArn }: DeliveryStream) => ({
    roleArn,
    service: 'firehose.amazonaws.com',
    sessionName: 'Firehose',
    sourceArn: streamArn(context, name),
  })

  const deliver = async (stream: DeliveryStream, delivery: Delivery): Promise<void> => {
    const { processed, failed } = process(stream, buffer.records(delivery), context.clock.now())
    const session = sessions.session(request(stream))
    const values = { time: delivery.arrived, random: delivery.uuid.replaceAll('-', '').slice(0, 11) }
    const put = async (prefix: string, errorType: string, content: Buffer[]) => {
      if (content.length === 0) return
      const text = Buffer.concat(content)
      const key = objectKey(evaluatePrefix(prefix, { ...values, errorType }), stream, delivery.arrived, delivery.uuid)
      const object = stream.compresses ? { key: `${key}.gz`, body: gzipSync(text) } : { key, body: text }
      await objects.put(session, { bucket: stream.bucket, ...object })
    }
    await put(stream.prefix, '', processed)
    await put(stream.errorPrefix, 'processing-failed', failed)
  }

  return {
    deliver,

    /** Throws where the role does not let Firehose in. */
    assume(stream: DeliveryStream): void {
      sessions.assume(request(stream))
    },

    /** With `CloudWatchLoggingOptions` a stream says why a delivery failed, if its role may. https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html */
    async logFailure(stream: DeliveryStream, error: unknown): Promise<void> {
      if (!stream.log) return
      const message = JSON.stringify({
        deliveryStreamARN: streamArn(context, stream.name),
        destination: `arn:aws:s3:::${stream.bucket}`,
        deliveryStreamVersionId: stream.version,
        message: error instanceof Error ? error.message : String(error),
        errorCode: error instanceof AwsError ? `S3.${error.code}` : 'InternalError',
      })
      const { group, stream: logStreamName } = stream.log
      const logEvents = [{ timestamp: context.clock.now(), message }]
      await api.call(sessions.session(request(stream)), 'logs', 'PutLogEvents', {
        logGroupName: group,
        logStreamName,
        logEvents,
      })
    },
  }
}

/** https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html: what a record says that could not be processed. */
function process({ processors }: DeliveryStream, records: BufferedRecord[], now: number) {
  const processed: Buffer[] = []
  const failed: Buffer[] = []
  for (const { arrived, data } of records) {
    try {
      processed.push(...processRecord(data, processors))
    } catch (error) {
      const failure = {
        attemptsMade: 1,
        arrivalTimestamp: arrived,
        attemptEndingTimestamp: now,
        errorCode: 'DataProcessingFailed',
        errorMessage: error instanceof Error ? error.message : String(error),
        rawData: Buffer.from(data).toString('base64'),
      }
      failed.push(Buffer.from(`${JSON.stringify(failure)}\n`))
    }
  }
  return { processed, failed }
}
