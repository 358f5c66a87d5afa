import type { CloudContext } from '../../core/cloud-context.ts'
import type { Iam } from '../../core/faces.ts'
import type { InternalApi } from '../../core/service.ts'
import { serviceSessions } from '../../iam/service-sessions.ts'
import type { logArns } from '../log-arns.ts'
import type { Batch } from '../stores/subscribed-events.ts'
import type { SubscriptionFilter } from '../stores/subscription-filters.ts'
import { controlMessage, dataMessages } from './subscription-record.ts'

const STREAM = /^arn:aws:firehose:[^:]*:\d*:deliverystream\/([\w.-]+)$/

/** The name in the ARN of a delivery stream; undefined for anything else. */
export const deliveryStreamOf = (destinationArn: string): string | undefined => STREAM.exec(destinationArn)?.[1]

export type Destinations = ReturnType<typeof destinations>

/** Delivery streams, which CloudWatch Logs calls under the role of a filter. */
export function destinations({
  context,
  iam,
  api,
  arns,
}: {
  context: CloudContext
  iam: Iam
  api: InternalApi
  arns: ReturnType<typeof logArns>
}) {
  const sessions = serviceSessions({ context, iam })
  const request = ({ group, role }: Pick<SubscriptionFilter, 'group' | 'role'>) => ({
    roleArn: role,
    service: 'logs.amazonaws.com',
    sessionName: 'CloudWatchLogs',
    sourceArn: `${arns.group(group)}:*`,
  })
  const streamOf = ({ destination }: Pick<SubscriptionFilter, 'destination'>) => ({
    DeliveryStreamName: deliveryStreamOf(destination),
  })
  return {
    async deliver(batch: Batch): Promise<void> {
      const Records = dataMessages(batch, context.accountId).map((Data) => ({ Data }))
      const session = sessions.session(request(batch))
      await api.call(session, 'firehose', 'PutRecordBatch', { ...streamOf(batch), Records })
    },

    /** Throws what stands in the way of a delivery. */
    async test(filter: SubscriptionFilter): Promise<void> {
      const Records = [{ Data: controlMessage(context.clock.now()) }]
      const session = sessions.assume(request(filter))
      await api.call(session, 'firehose', 'PutRecordBatch', { ...streamOf(filter), Records })
    },
  }
}
