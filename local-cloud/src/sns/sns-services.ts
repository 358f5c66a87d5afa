import type { CloudContext } from '../core/cloud-context.ts'
import type { Outbox } from '../core/faces.ts'
import type { Access } from '../core/service.ts'
import type { Delivery } from './delivery.ts'
import type { TopicStore } from './stores/topic-store.ts'
import { statementsOf } from './topic.ts'

/** What SNS's operations and resource types are built from; each takes what it needs. */
export interface SnsServices {
  context: CloudContext
  outbox: Pick<Outbox, 'send'>
  topics: TopicStore
  delivery: Delivery
}

/** One action on a topic, with the topic's own policy. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const topicAccess = (
  { context, topics }: Pick<SnsServices, 'context' | 'topics'>,
  action: string,
  arn: unknown,
): Access[] => {
  const topic = topics.find(String(arn))
  return [
    {
      action: `sns:${action}`,
      resource: String(arn),
      ...(topic && { resourcePolicy: statementsOf(topic, context.accountId) }),
    },
  ]
}
