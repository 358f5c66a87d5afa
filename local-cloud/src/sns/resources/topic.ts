import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { type ResourceContext, type ResourceType, resourceType } from '../../core/resource-type.ts'
import type { SnsServices } from '../sns-services.ts'
import { subscribe } from './subscribe.ts'
import { ProtocolName } from './subscription.ts'

const MAX_NAME_LENGTH = 256

const Properties = z.strictObject({
  TopicName: z
    .string()
    .regex(/^[\w-]{1,256}$/)
    .optional(),
  DisplayName: z.string().max(100).default(''),
  Subscription: z.array(z.strictObject({ Endpoint: z.string(), Protocol: ProtocolName })).default([]),
})
type Properties = z.output<typeof Properties>

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export function topicType(services: Pick<SnsServices, 'context' | 'outbox' | 'topics'>): ResourceType {
  const { context, topics } = services
  const arnOf = (name: string) => `arn:aws:sns:${context.region}:${context.accountId}:${name}`
  const deployed = (name: string) => ({
    physicalId: arnOf(name),
    attributes: { TopicArn: arnOf(name), TopicName: name },
  })
  const put = (
    name: string,
    { DisplayName, Subscription }: Properties,
    before: Properties | null,
    resource: ResourceContext,
  ) => {
    const arn = arnOf(name)
    topics.put({ arn, name, displayName: DisplayName, policy: topics.find(arn)?.policy ?? null })
    const isIn = (list: Properties['Subscription'], endpoint: string) => list.some((one) => one.Endpoint === endpoint)
    for (const one of topics.subscriptionsOf(arn))
      if (before && isIn(before.Subscription, one.endpoint) && !isIn(Subscription, one.endpoint))
        topics.unsubscribe(one.arn)
    for (const { Endpoint, Protocol } of Subscription)
      subscribe(services, { topic: arn, protocol: Protocol, endpoint: Endpoint, isRaw: false }, resource)
    return deployed(name)
  }
  const nameOf = (properties: Properties, { physicalName }: Pick<ResourceContext, 'physicalName'>) =>
    properties.TopicName ?? physicalName(MAX_NAME_LENGTH)
  return resourceType<Properties>({
    type: 'AWS::SNS::Topic',
    attributes: ['TopicArn', 'TopicName'],
    properties: Properties,
    createOnly: ['TopicName'],
    named: {
      by: ({ TopicName }) => TopicName,
      exists: (name) => topics.find(arnOf(name)) !== undefined,
    },
    meaningless: { Tags: 'no policy here reads tags of a topic' },
    access: calls(
      {
        create: ['sns:CreateTopic', 'sns:Subscribe'],
        update: ['sns:SetTopicAttributes', 'sns:Subscribe'],
        delete: ['sns:DeleteTopic'],
      },
      ({ properties, current, context: resource }) => current?.physicalId ?? arnOf(nameOf(properties, resource)),
    ),
    create: (properties, resource) => put(nameOf(properties, resource), properties, null, resource),
    update: (properties, current, before, resource) =>
      put(String(current.attributes.TopicName), properties, before, resource),
    delete: ({ physicalId }) => topics.remove(physicalId),
  })
}
