import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { SnsServices } from '../sns-services.ts'
import { subscribe } from './subscribe.ts'

export const ProtocolName = z.enum(['email', 'sqs', 'lambda'])

const Properties = z.strictObject({
  TopicArn: z.string(),
  Protocol: ProtocolName,
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().default(false),
})

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export function subscriptionType(services: Pick<SnsServices, 'context' | 'outbox' | 'topics'>): ResourceType {
  const { topics } = services
  return resourceType<z.output<typeof Properties>>({
    type: 'AWS::SNS::Subscription',
    attributes: ['Arn'],
    properties: Properties,
    createOnly: ['TopicArn', 'Protocol', 'Endpoint'],
    access: calls(
      { create: ['sns:Subscribe'], update: ['sns:SetSubscriptionAttributes'], delete: ['sns:Unsubscribe'] },
      ({ properties }) => properties.TopicArn,
    ),
    create({ TopicArn, Protocol, Endpoint, RawMessageDelivery }, resource) {
      const wanted = { topic: TopicArn, protocol: Protocol, endpoint: Endpoint, isRaw: RawMessageDelivery }
      const { arn } = subscribe(services, wanted, resource)
      return { physicalId: arn, attributes: { Arn: arn } }
    },
    update({ TopicArn, Protocol, Endpoint, RawMessageDelivery }, current, _before, resource) {
      const wanted = { topic: TopicArn, protocol: Protocol, endpoint: Endpoint, isRaw: RawMessageDelivery }
      subscribe(services, wanted, resource)
      return current
    },
    delete: ({ physicalId }) => topics.unsubscribe(physicalId),
  })
}
