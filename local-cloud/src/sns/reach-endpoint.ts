import type { CloudContext } from '../core/cloud-context.ts'
import type { Functions, Outbox } from '../core/faces.ts'
import type { Principal } from '../core/principal.ts'
import { queueUrlOf } from '../core/queue-url.ts'
import type { InternalApi } from '../core/service.ts'
import { unsubscribeLink } from './links.ts'
import type { Message, Subscription, Topic } from './topic.ts'

export interface EndpointServices {
  context: CloudContext
  outbox: Pick<Outbox, 'send'>
  functions: Pick<Functions, 'invokeLater'>
  api: InternalApi
}

/** Hands a message to an endpoint in the name of the topic: queues and functions let it in by their own policies. */
export function reachEndpoint({ context, outbox, functions, api }: EndpointServices) {
  const inTheNameOf = ({ arn }: Topic): Principal => ({
    kind: 'service',
    service: 'sns.amazonaws.com',
    sourceArn: arn,
    sourceAccount: context.accountId,
  })
  /** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
  const notification = (topic: Topic, { id, subject, text, publishedAt }: Message) => ({
    Type: 'Notification',
    MessageId: id,
    TopicArn: topic.arn,
    ...(subject !== null && { Subject: subject }),
    Message: text,
    Timestamp: new Date(publishedAt).toISOString(),
  })

  return async (topic: Topic, subscription: Subscription, message: Message): Promise<void> => {
    const { protocol, endpoint, isRaw, arn } = subscription
    switch (protocol) {
      case 'email': {
        const stop =
          'If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:'
        const text = `${message.text}\n\n--\n${stop}\n${unsubscribeLink(context, arn)}\n\nPlease do not reply directly to this email.`
        outbox.send({ to: endpoint, subject: message.subject ?? 'AWS Notification Message', text })
        return
      }
      case 'sqs': {
        const UnsubscribeURL = unsubscribeLink(context, arn)
        const MessageBody = isRaw ? message.text : JSON.stringify({ ...notification(topic, message), UnsubscribeURL })
        const QueueUrl = queueUrlOf(endpoint)
        await api.call(inTheNameOf(topic), 'sqs', 'SendMessage', { QueueUrl, MessageBody })
        return
      }
      case 'lambda': {
        const Sns = {
          ...notification(topic, message),
          Subject: message.subject,
          UnsubscribeUrl: unsubscribeLink(context, arn),
          MessageAttributes: {},
        }
        const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: arn, Sns }
        functions.invokeLater(endpoint, JSON.stringify({ Records: [record] }), inTheNameOf(topic))
        return
      }
      default:
        protocol satisfies never
    }
  }
}
