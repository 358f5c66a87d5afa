import * as z from 'zod'
import { calls } from '../../core/resource-access.ts'
import { type Deployed, type ResourceType, resourceType } from '../../core/resource-type.ts'
import { makeQueue } from '../operations/create-queue.ts'
import { dropQueue } from '../operations/empty-queues.ts'
import { changeAttributes } from '../operations/queue-attributes.ts'
import type { SqsServices } from '../sqs-services.ts'

const number = z.union([z.number(), z.string()]).transform(String).optional()
const document = z
  .record(z.string(), z.unknown())
  .transform((value) => JSON.stringify(value))
  .optional()

/** Properties that are attributes of the queue by the same name. */
const ATTRIBUTES = {
  DelaySeconds: number,
  MaximumMessageSize: number,
  MessageRetentionPeriod: number,
  ReceiveMessageWaitTimeSeconds: number,
  VisibilityTimeout: number,
  RedrivePolicy: document,
  RedriveAllowPolicy: document,
}

const Tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional()

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export function queueType(
  services: Pick<SqsServices, 'context' | 'names' | 'queues' | 'messages' | 'arrivals'>,
): ResourceType {
  const { names, queues } = services
  const deployed = (name: string): Deployed => ({
    physicalId: name,
    ref: names.publicUrl(name),
    attributes: { Arn: names.arn(name), QueueName: name, QueueUrl: names.publicUrl(name) },
  })
  return resourceType({
    type: 'AWS::SQS::Queue',
    attributes: ['Arn', 'QueueName', 'QueueUrl'],
    stateful: true,
    createOnly: ['QueueName'],
    named: { by: ({ QueueName }) => QueueName, exists: (name) => queues.find(name) !== undefined },
    properties: z.strictObject({ QueueName: z.string().optional(), ...ATTRIBUTES, Tags }),
    meaningless: {
      SqsManagedSseEnabled: 'the data folder is as safe as the laptop it is on',
    },
    access: calls(
      {
        create: ['sqs:CreateQueue', 'sqs:GetQueueAttributes'],
        update: ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes'],
        delete: ['sqs:DeleteQueue', 'sqs:GetQueueAttributes'],
      },
      ({ properties, current, context }) =>
        names.arn(current?.physicalId ?? properties.QueueName ?? context.physicalName(80)),
    ),
    create({ QueueName, Tags, ...attributes }, { physicalName }) {
      const name = names.check(QueueName ?? physicalName(80))
      makeQueue(services, { name, attributes: given(attributes), tags: tagsOf(Tags) })
      return deployed(name)
    },
    update({ QueueName: _, Tags, ...attributes }, { physicalId }) {
      const queue = changeAttributes(services, physicalId, given(attributes), Object.keys(ATTRIBUTES))
      queues.put({ ...queue, tags: tagsOf(Tags) })
      return deployed(physicalId)
    },
    delete: ({ physicalId }) => dropQueue(services, physicalId),
  })
}

const given = (attributes: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

const tagsOf = (tags: z.infer<typeof Tags> = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))
