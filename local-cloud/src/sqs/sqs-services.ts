import * as z from 'zod'
import { Unsupported } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { Access } from '../core/service.ts'
import type { Arrivals } from './arrivals.ts'
import { sqsError } from './errors.ts'
import type { Mover } from './move-tasks/mover.ts'
import type { QueueNames } from './queue-names.ts'
import type { MessageStore } from './stores/message-store.ts'
import type { MoveTaskStore } from './stores/move-task-store.ts'
import type { QueueStore } from './stores/queue-store.ts'

/** What SQS's operations and resource types are built from; each takes what it needs. */
export interface SqsServices {
  context: CloudContext
  names: QueueNames
  queues: QueueStore
  messages: MessageStore
  arrivals: Arrivals
  tasks: MoveTaskStore
  mover: Mover
}

export const OnQueue = { QueueUrl: z.string() }

/** An operation's input by its strict schema; a parameter that nothing reads fails by name. */
export function parseSqs<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const path = issue?.path.join('.') ?? ''
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys
    throw new Unsupported(`the parameter ${path ? `${path}.` : ''}${key} of SQS`)
  }
  if (issue?.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('undefined'))
    throw sqsError('MissingParameter', `The request must contain the parameter ${path}.`)
  throw sqsError('InvalidParameterValue', `Value for parameter ${path} is invalid. Reason: ${issue?.message}`)
}

/** One action on one queue, with the queue's own policy. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const queueAccess = (
  { names, queues }: Pick<SqsServices, 'names' | 'queues'>,
  action: string,
  name: string,
): Access => ({
  action: `sqs:${action}`,
  resource: names.arn(name),
  resourcePolicy: queues.find(name)?.settings.policy,
})

/** The access of an operation that names its queue by URL. */
export const byUrl =
  (services: Pick<SqsServices, 'names' | 'queues'>, action: string) =>
  ({ QueueUrl }: { QueueUrl?: unknown }): Access[] => {
    if (typeof QueueUrl !== 'string')
      throw sqsError('MissingParameter', 'The request must contain the parameter QueueUrl.')
    return [queueAccess(services, action, services.names.ofUrl(QueueUrl))]
  }
