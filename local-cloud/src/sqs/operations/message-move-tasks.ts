import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Access, Operation } from '../../core/service.ts'
import { invalidParameter, sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { queueAccess, type SqsServices } from '../sqs-services.ts'
import type { MoveTask } from '../stores/move-task-store.ts'
import { sourcesOf } from './find-queues.ts'

const Start = z.strictObject({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.int().min(1).max(LIMITS.movedPerSecond).optional(),
})
const List = z.strictObject({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) })
const Cancel = z.strictObject({ TaskHandle: z.string() })

type Needs = Pick<SqsServices, 'context' | 'names' | 'queues' | 'messages' | 'tasks' | 'mover'>

const queueOf = ({ names }: Pick<Needs, 'names'>, arn: unknown): string => {
  const name = names.ofArn(String(arn))
  if (name === undefined) throw invalidParameter('SourceArn', arn, 'Not the ARN of a queue.')
  return name
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
const sourceAccess = (services: Needs, action: string, name: string): Access[] =>
  [action, 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((each) => queueAccess(services, each, name))

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTask = (services: Needs): Operation =>
  parsedOperation({
    access({ SourceArn, DestinationArn }) {
      const source = queueOf(services, SourceArn)
      const targets = DestinationArn
        ? [queueOf(services, DestinationArn)]
        : sourcesOf(services, source).map(({ name }) => name)
      return [
        ...sourceAccess(services, 'StartMessageMoveTask', source),
        ...targets.map((name) => queueAccess(services, 'SendMessage', name)),
      ]
    },
    input: Start,
    run(request) {
      const { context, queues, messages, tasks, mover } = services
      const source = queues.find(queueOf(services, request.SourceArn))
      const destination = request.DestinationArn === undefined ? null : queueOf(services, request.DestinationArn)
      if (!source || (destination && !queues.find(destination)))
        throw sqsError(
          'ResourceNotFoundException',
          "The resource that you specified for the DestinationArn or SourceArn doesn't exist.",
        )
      if (sourcesOf(services, source.name).length === 0)
        throw sqsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.')
      const active = tasks.running()
      if (active.some((task) => task.source === source.name))
        throw sqsError(
          'UnsupportedOperation',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        )
      if (active.length >= LIMITS.activeMoveTasks)
        throw sqsError('OverLimit', `There may be at most ${LIMITS.activeMoveTasks} active message movement tasks.`)
      const task: MoveTask = {
        handle: Buffer.from(JSON.stringify({ taskId: context.ids.uuid(), sourceArn: request.SourceArn })).toString(
          'base64',
        ),
        source: source.name,
        destination,
        perSecond: request.MaxNumberOfMessagesPerSecond ?? null,
        status: 'RUNNING',
        moved: 0,
        toMove: messages.counts(source.name, source.settings.retentionSeconds * 1000).visible,
        failure: null,
        startedAt: context.clock.now(),
      }
      tasks.put(task)
      mover.begin(task.handle)
      return { TaskHandle: task.handle }
    },
  })

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks = (services: Needs): Operation =>
  parsedOperation({
    access: ({ SourceArn }) => sourceAccess(services, 'ListMessageMoveTasks', queueOf(services, SourceArn)),
    input: List,
    run({ SourceArn, MaxResults }) {
      const source = services.queues.find(queueOf(services, SourceArn))
      if (!source) {
        throw sqsError(
          'ResourceNotFoundException',
          "The resource that you specified for the SourceArn parameter doesn't exist.",
        )
      }
      return { Results: services.tasks.newest(source.name, MaxResults).map((task) => describeTask(services, task)) }
    },
  })

const describeTask = ({ names }: Needs, task: MoveTask) => ({
  ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
  Status: task.status,
  SourceArn: names.arn(task.source),
  ...(task.destination !== null && { DestinationArn: names.arn(task.destination) }),
  ...(task.perSecond !== null && { MaxNumberOfMessagesPerSecond: task.perSecond }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  ...(task.failure !== null && { FailureReason: task.failure }),
  StartedTimestamp: task.startedAt,
})

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask = (services: Needs): Operation =>
  parsedOperation({
    access: ({ TaskHandle }) => sourceAccess(services, 'CancelMessageMoveTask', find(services, TaskHandle).source),
    input: Cancel,
    run({ TaskHandle }) {
      const task = find(services, TaskHandle)
      if (task.status !== 'RUNNING')
        throw sqsError('UnsupportedOperation', `Only active tasks can be cancelled: this one is ${task.status}.`)
      services.tasks.put({ ...task, status: 'CANCELLED' })
      return { ApproximateNumberOfMessagesMoved: task.moved }
    },
  })

function find({ tasks }: Pick<Needs, 'tasks'>, handle: unknown): MoveTask {
  const task = tasks.find(String(handle))
  if (task) return task
  throw sqsError('ResourceNotFoundException', 'Task does not exist.')
}
