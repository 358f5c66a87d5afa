import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { invalidArgument } from '../errors.ts'
import type { QueueConfiguration } from '../stores/notification-configurations.ts'
import type { sendAsBucket } from './event-delivery.ts'

/**
 * S3 sends each destination of a bucket a test message, and takes no configuration where one does not take it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const testDestinations =
  ({ context: { clock, ids }, send }: { context: CloudContext; send: ReturnType<typeof sendAsBucket> }) =>
  async (bucket: string, configurations: QueueConfiguration[]): Promise<void> => {
    for (const queueArn of new Set(configurations.map((one) => one.queueArn))) {
      const message = {
        Service: 'Amazon S3',
        Event: 's3:TestEvent',
        Time: new Date(clock.now()).toISOString(),
        Bucket: bucket,
        RequestId: ids.token(16, '0123456789ABCDEF'),
        HostId: ids.bytes(48).toString('base64'),
      }
      try {
        await send(bucket, queueArn, message)
      } catch (error) {
        if (!(error instanceof AwsError)) throw error
        throw invalidArgument(
          `Unable to validate the following destination configurations: ${queueArn} (${error.message})`,
        )
      }
    }
  }
