import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidParameter, sqsError } from '../errors.ts'
import { checkedAttributes, settingsOf, withDefaults } from '../queue-attributes.ts'
import { queueAccess, type SqsServices } from '../sqs-services.ts'

const Input = z.strictObject({
  QueueName: z.string(),
  Attributes: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).default({}),
})

type Needs = Pick<SqsServices, 'context' | 'names' | 'queues'>

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue = (services: Needs): Operation =>
  parsedOperation({
    access: ({ QueueName }) => [queueAccess(services, 'CreateQueue', services.names.check(String(QueueName)))],
    input: Input,
    run({ QueueName, Attributes, tags }) {
      makeQueue(services, { name: services.names.check(QueueName), attributes: Attributes, tags })
      return { QueueUrl: services.names.url(QueueName) }
    },
  })

/** The same queue again is no error, another one of that name is. */
export function makeQueue(
  { context, names, queues }: Needs,
  {
    name,
    attributes,
    tags,
  }: {
    name: string
    attributes: Record<string, string>
    tags: Record<string, string>
  },
) {
  const given = checkedAttributes(attributes)
  checkRedrive({ names, queues }, name, given)
  const existing = queues.find(name)
  if (existing) {
    const own = withDefaults(existing.given)
    const same = Object.entries(withDefaults(given)).every(([key, value]) => own[key] === value)
    if (same) return existing
    throw sqsError('QueueNameExists', 'A queue already exists with the same name and a different value for attributes.')
  }
  const now = context.clock.now()
  return queues.put({ name, given, tags, createdAt: now, modifiedAt: now, purgedAt: 0 })
}

/** A dead-letter queue must be there and let the queue use it. */
export function checkRedrive(
  { names, queues }: Pick<SqsServices, 'names' | 'queues'>,
  name: string,
  given: Record<string, string>,
): void {
  const { redrive } = settingsOf(withDefaults(given))
  if (!redrive) return
  const target = queues.find(names.ofArn(redrive.deadLetterTargetArn) ?? '')
  const refuse = (reason: string) => invalidParameter('RedrivePolicy', given.RedrivePolicy, reason)
  if (!target) throw refuse('Dead letter target does not exist.')
  const allow = target.settings.redriveAllow
  const allowed =
    allow?.redrivePermission === 'byQueue'
      ? allow.sourceQueueArns?.includes(names.arn(name))
      : allow?.redrivePermission !== 'denyAll'
  if (!allowed) throw refuse('The dead letter target does not allow this queue to use it.')
}
