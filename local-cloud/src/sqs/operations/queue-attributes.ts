import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { sqsError } from '../errors.ts'
import { checkedAttributes, withDefaults } from '../queue-attributes.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'
import type { Queue } from '../stores/queue-store.ts'
import { checkRedrive } from './create-queue.ts'

const GetInput = z.strictObject({ ...OnQueue, AttributeNames: z.array(z.string()).default([]) })

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = (services: Pick<SqsServices, 'names' | 'queues' | 'messages'>): Operation =>
  parsedOperation({
    access: byUrl(services, 'GetQueueAttributes'),
    input: GetInput,
    run({ QueueUrl, AttributeNames }) {
      const queue = services.queues.get(services.names.ofUrl(QueueUrl))
      const all = allAttributes(services, queue)
      if (AttributeNames.includes('All')) return { Attributes: all }
      const known = new Set([...Object.keys(all), 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy'])
      const unknown = AttributeNames.find((name) => !known.has(name))
      if (unknown) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`)
      return {
        Attributes: Object.fromEntries(
          AttributeNames.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])),
        ),
      }
    },
  })

function allAttributes(
  { names, messages }: Pick<SqsServices, 'names' | 'messages'>,
  { name, given, settings, createdAt, modifiedAt }: Queue,
): Record<string, string> {
  const { visible, inFlight, delayed } = messages.counts(name, settings.retentionSeconds * 1000)
  return {
    ...withDefaults(given),
    QueueArn: names.arn(name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(modifiedAt / 1000)),
  }
}

/** An empty text takes a policy away; what is to go `back` to its default does so first. */
export function changeAttributes(
  { context, names, queues }: Pick<SqsServices, 'context' | 'names' | 'queues'>,
  name: string,
  changes: Record<string, string>,
  back: string[] = [],
): Queue {
  const queue = queues.get(name)
  const checked = checkedAttributes(changes)
  checkRedrive({ names, queues }, name, checked)
  const kept = Object.fromEntries(Object.entries(queue.given).filter(([key]) => !back.includes(key)))
  const given = Object.fromEntries(Object.entries({ ...kept, ...checked }).filter(([, value]) => value !== ''))
  return queues.put({ ...queue, given, modifiedAt: context.clock.now() })
}
