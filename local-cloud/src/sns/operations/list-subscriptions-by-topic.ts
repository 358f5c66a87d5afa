import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidParameter, noTopic } from '../errors.ts'
import { type SnsServices, topicAccess } from '../sns-services.ts'

/** "Each call returns a limited list of subscriptions, up to 100." */
const PAGE = 100

/** https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic = (services: Pick<SnsServices, 'context' | 'topics'>): Operation =>
  parsedOperation({
    access: ({ TopicArn }) => topicAccess(services, 'ListSubscriptionsByTopic', TopicArn),
    input: z.strictObject({ TopicArn: z.string(), NextToken: z.string().optional() }),
    run({ TopicArn, NextToken }) {
      if (!services.topics.find(TopicArn)) throw noTopic()
      const all = services.topics.subscriptionsOf(TopicArn)
      const start = NextToken === undefined ? 0 : all.findIndex(({ arn }) => arn === NextToken) + 1
      if (NextToken !== undefined && start === 0) throw invalidParameter('NextToken')
      const page = all.slice(start, start + PAGE)
      return {
        Subscriptions: page.map(({ arn, topic, protocol, endpoint, token }) => ({
          SubscriptionArn: token === null ? arn : 'PendingConfirmation',
          Owner: services.context.accountId,
          Protocol: protocol,
          Endpoint: endpoint,
          TopicArn: topic,
        })),
        ...(start + PAGE < all.length && { NextToken: page.at(-1)?.arn }),
      }
    },
  })
