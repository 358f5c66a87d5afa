import type { CloudContext } from '../core/cloud-context.ts'
import type { CloudService } from '../core/cloud-service.ts'
import type { Functions, Outbox } from '../core/faces.ts'
import type { InternalApi } from '../core/service.ts'
import { serveLinks } from './confirmation.ts'
import { delivery as deliveryOf } from './delivery.ts'
import { invalidInput } from './errors.ts'
import { confirmSubscription } from './operations/confirm-subscription.ts'
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts'
import { publish } from './operations/publish.ts'
import { subscriptionType } from './resources/subscription.ts'
import { topicType } from './resources/topic.ts'
import { topicPolicyType } from './resources/topic-policy.ts'
import type { SnsServices } from './sns-services.ts'
import { topicStore } from './stores/topic-store.ts'

/** SNS: standard topics whose subscriptions are addresses, queues and functions. */
export function snsService({
  context,
  outbox,
  functions,
  api,
}: {
  context: CloudContext
  outbox: Pick<Outbox, 'send'>
  functions: Pick<Functions, 'invokeLater'>
  api: InternalApi
}) {
  const topics = topicStore(context)
  const delivery = deliveryOf({ context, outbox, functions, api, topics })
  const services: SnsServices = { context, outbox, topics, delivery }
  return {
    name: 'sns',
    api: {
      name: 'sns',
      protocol: 'query',
      xmlns: 'http://sns.amazonaws.com/doc/2010-03-31/',
      version: '2010-03-31',
      invalidInput,
      operations: {
        ConfirmSubscription: confirmSubscription(services),
        ListSubscriptionsByTopic: listSubscriptionsByTopic(services),
        Publish: publish(services),
      },
    },
    resourceTypes: [topicType(services), subscriptionType(services), topicPolicyType(services)],
    answer: (request) => serveLinks(services, request),
    start: delivery.start,
    close: delivery.close,
  } satisfies CloudService
}
