import * as z from 'zod'
import type { AwsError } from '../core/aws-error.ts'
import type { CloudContext } from '../core/cloud-context.ts'
import type { InputIssue } from '../core/operation-input.ts'
import { isMissing } from '../core/run-operation.ts'
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

/** SQS's words for an input that does not fit. */
export function invalidInput(issue: InputIssue): AwsError {
  const path = issue.path.join('.')
  if (isMissing(issue)) return sqsError('MissingParameter', `The request must contain the parameter ${path}.`)
  return sqsError('InvalidParameterValue', `Value for parameter ${path} is invalid. Reason: ${issue.message}`)
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
