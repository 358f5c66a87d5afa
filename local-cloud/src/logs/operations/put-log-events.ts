import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { GroupName, type LogsServices, StreamName } from '../logs-services.ts'

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
const MAX_EVENTS = 10_000
const MAX_BATCH_BYTES = 1_048_576
const BYTES_PER_EVENT = 26
const DAY_MS = 86_400_000
const OLDEST_MS = 14 * DAY_MS
const NEWEST_MS = 2 * 3_600_000

const Input = z.object({
  logGroupName: GroupName,
  logStreamName: StreamName,
  logEvents: z
    .array(z.object({ timestamp: z.int().min(0), message: z.string().min(1) }))
    .min(1)
    .max(MAX_EVENTS),
})

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents = ({ context, store, arns }: LogsServices): Operation =>
  parsedOperation({
    access: (input) => [
      { action: 'logs:PutLogEvents', resource: arns.stream(input.logGroupName, input.logStreamName) },
    ],
    input: Input,
    meaningless: {
      sequenceToken: 'AWS: "The sequenceToken parameter is now ignored in PutLogEvents."',
    },
    run({ logGroupName, logStreamName, logEvents }) {
      const group = store.groups.existing(logGroupName)
      if (!store.groups.stream(group.id, logStreamName)) {
        throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
      }
      const bytes = logEvents.reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_PER_EVENT, 0)
      if (bytes > MAX_BATCH_BYTES) {
        throw new AwsError(
          'InvalidParameterException',
          `Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`,
        )
      }
      if (logEvents.some(({ timestamp }, i) => timestamp < (logEvents[i - 1]?.timestamp ?? 0))) {
        throw new AwsError(
          'InvalidParameterException',
          'Log events in a single PutLogEvents request must be in chronological order.',
        )
      }
      const now = context.clock.now()
      const expired = group.retentionDays ? now - group.retentionDays * DAY_MS : 0
      const tooOld = logEvents.findLastIndex(({ timestamp }) => timestamp < now - OLDEST_MS)
      const pastRetention = logEvents.findLastIndex(({ timestamp }) => timestamp < expired)
      const tooNew = logEvents.findIndex(({ timestamp }) => timestamp > now + NEWEST_MS)
      const accepted = logEvents.slice(Math.max(tooOld, pastRetention) + 1, tooNew < 0 ? undefined : tooNew)
      store.writer.put(logGroupName, logStreamName, accepted)
      // What is acknowledged is stored.
      store.flush()
      const rejected = {
        ...(tooOld >= 0 && { tooOldLogEventEndIndex: tooOld + 1 }),
        ...(pastRetention >= 0 && { expiredLogEventEndIndex: pastRetention + 1 }),
        ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
      }
      return {
        nextSequenceToken: context.ids.token(56, '0123456789'),
        ...(accepted.length < logEvents.length && { rejectedLogEventsInfo: rejected }),
      }
    },
  })
