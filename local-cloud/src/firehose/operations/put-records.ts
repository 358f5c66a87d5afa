import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidArgument } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import type { RecordBuffer } from '../stores/record-buffer.ts'
import type { StreamStore } from '../stores/stream-store.ts'
import { streamArn } from '../stream-arn.ts'

const DeliveryStreamName = z
  .string()
  .regex(/^[a-zA-Z0-9_.-]+$/)
  .max(64)
const Record = z.object({ Data: z.base64() })

export interface PutNeeds {
  context: CloudContext
  streams: StreamStore
  buffer: RecordBuffer
  /** Told that records have arrived. */
  arrived: () => void
}

const accessOf =
  ({ context }: PutNeeds, action: string) =>
  (input: { DeliveryStreamName?: unknown }) => [
    { action: `firehose:${action}`, resource: streamArn(context, String(input.DeliveryStreamName)) },
  ]

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html */
export const putRecord = (needs: PutNeeds): Operation =>
  parsedOperation({
    access: accessOf(needs, 'PutRecord'),
    input: z.object({ DeliveryStreamName, Record }),
    run({ DeliveryStreamName: name, Record: { Data } }) {
      const [RecordId] = store(needs, name, [Data])
      return { RecordId, Encrypted: false }
    },
  })

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
export const putRecordBatch = (needs: PutNeeds): Operation =>
  parsedOperation({
    access: accessOf(needs, 'PutRecordBatch'),
    input: z.object({ DeliveryStreamName, Records: z.array(Record).min(1).max(LIMITS.batchRecords) }),
    run({ DeliveryStreamName: name, Records }) {
      const given = Records.map(({ Data }) => Data)
      const RequestResponses = store(needs, name, given).map((RecordId) => ({ RecordId }))
      return { FailedPutCount: 0, Encrypted: false, RequestResponses }
    },
  })

/** Answers the records' ids. */
function store({ context, streams, buffer, arrived }: PutNeeds, name: string, base64: string[]): string[] {
  streams.get(name)
  const records = base64.map((data) => Buffer.from(data, 'base64'))
  if (records.some(({ length }) => length > LIMITS.recordBytes))
    throw invalidArgument(`A record cannot be larger than ${LIMITS.recordBytes} bytes.`)
  if (records.reduce((sum, { length }) => sum + length, 0) > LIMITS.batchBytes)
    throw invalidArgument(`The records of a request cannot be larger than ${LIMITS.batchBytes} bytes.`)
  buffer.add(name, records)
  arrived()
  return records.map(() => context.ids.token(224))
}
