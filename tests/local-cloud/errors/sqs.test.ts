import * as sdk from '@aws-sdk/client-sqs'
import { beforeAll } from 'vitest'
import { useCloud } from '../cloud.ts'
import { type ErrorCase, type NeverHappens, testErrors } from './error-table.ts'

const cloud = useCloud()
const client = () => new sdk.SQSClient(cloud.options())
const queue = { QueueUrl: '' }
const dead = { QueueUrl: '' }
const arn = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`

beforeAll(async () => {
  dead.QueueUrl = (await client().send(new sdk.CreateQueueCommand({ QueueName: 'dead' }))).QueueUrl ?? ''
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 1 })
  const created = { QueueName: 'things', Attributes: { RedrivePolicy } }
  queue.QueueUrl = (await client().send(new sdk.CreateQueueCommand(created))).QueueUrl ?? ''
})

const entries = [{ Id: 'a', MessageBody: 'x' }]
const handles = [{ Id: 'a', ReceiptHandle: 'x' }]
const visibility = handles.map((entry) => ({ ...entry, VisibilityTimeout: 1 }))
const HANDLE = { ReceiptHandle: 'x' }
const ON_QUEUE: Record<string, object> = {
  PurgeQueue: {},
  GetQueueAttributes: { AttributeNames: ['All'] },
  ListQueueTags: {},
  SendMessage: { MessageBody: 'x' },
  SendMessageBatch: { Entries: entries },
  ReceiveMessage: {},
  DeleteMessage: HANDLE,
  DeleteMessageBatch: { Entries: handles },
  ChangeMessageVisibility: { ...HANDLE, VisibilityTimeout: 1 },
  ChangeMessageVisibilityBatch: { Entries: visibility },
}
const BATCHES = { SendMessageBatch: entries, DeleteMessageBatch: handles, ChangeMessageVisibilityBatch: visibility }
const gone = { QueueUrl: 'http://127.0.0.1/000000000000/gone' }
const NO_QUEUE = 'The specified queue does not exist.'

const batches = Object.entries(BATCHES).flatMap(([operation, [entry]]): ErrorCase[] => [
  [operation, 'EmptyBatchRequest', () => ({ ...queue, Entries: [] })],
  [operation, 'BatchEntryIdsNotDistinct', () => ({ ...queue, Entries: [entry, entry] }), 'Id a repeated.'],
  [operation, 'InvalidBatchEntryId', () => ({ ...queue, Entries: [{ ...entry, Id: 'a b' }] })],
  [
    operation,
    'TooManyEntriesInBatchRequest',
    () => ({ ...queue, Entries: Array.from({ length: 11 }, (_, i) => ({ ...entry, Id: `id${i}` })) }),
  ],
])

async function receivedThenSeenAgain() {
  await client().send(new sdk.SendMessageCommand({ ...queue, MessageBody: 'x' }))
  const { Messages = [] } = await client().send(new sdk.ReceiveMessageCommand({ ...queue, WaitTimeSeconds: 1 }))
  const handle = { ...queue, ReceiptHandle: Messages[0]?.ReceiptHandle, VisibilityTimeout: 0 }
  await client().send(new sdk.ChangeMessageVisibilityCommand(handle))
  return handle
}

const all = [...Object.keys(ON_QUEUE), 'DeleteQueue', 'CreateQueue', 'GetQueueUrl', 'ListQueues']
const tasks = ['StartMessageMoveTask', 'ListMessageMoveTasks', 'CancelMessageMoveTask']
const keys = ['AccessDenied', 'Disabled', 'InvalidKeyUsage', 'InvalidState', 'NotFound', 'OptInRequired', 'Throttled']

testErrors({
  cloud,
  service: 'sqs',
  sdkPackage: '@aws-sdk/client-sqs',
  sdk,
  client,
  cases: [
    ...batches,
    ...Object.entries(ON_QUEUE).map(
      ([operation, input]): ErrorCase => [operation, 'QueueDoesNotExist', { ...input, ...gone }, NO_QUEUE],
    ),
    ['GetQueueUrl', 'QueueDoesNotExist', { QueueName: 'gone' }, NO_QUEUE],
    ['CreateQueue', 'QueueNameExists', { QueueName: 'dead', Attributes: { DelaySeconds: '7' } }],
    ['CreateQueue', 'InvalidAttributeName', { QueueName: 'new', Attributes: { Nothing: '1' } }],
    ['CreateQueue', 'InvalidAttributeValue', { QueueName: 'new', Attributes: { DelaySeconds: '901' } }],
    ['GetQueueAttributes', 'InvalidAttributeName', () => ({ ...queue, AttributeNames: ['Nothing'] })],
    ['SendMessage', 'InvalidMessageContents', () => ({ ...queue, MessageBody: '\u0000' })],
    [
      'SendMessageBatch',
      'BatchRequestTooLong',
      () => ({ ...queue, Entries: ['a', 'b'].map((Id) => ({ Id, MessageBody: 'x'.repeat(524_289) })) }),
    ],
    ['DeleteMessage', 'ReceiptHandleIsInvalid', () => ({ ...queue, ...HANDLE })],
    ['ChangeMessageVisibility', 'ReceiptHandleIsInvalid', () => ({ ...queue, ...HANDLE, VisibilityTimeout: 1 })],
    ['ChangeMessageVisibility', 'MessageNotInflight', receivedThenSeenAgain],
    [
      'PurgeQueue',
      'PurgeQueueInProgress',
      async () => {
        await client().send(new sdk.PurgeQueueCommand(dead))
        return dead
      },
    ],
    ['StartMessageMoveTask', 'ResourceNotFoundException', { SourceArn: arn('gone') }],
    ['ListMessageMoveTasks', 'ResourceNotFoundException', { SourceArn: arn('gone') }],
    ['CancelMessageMoveTask', 'ResourceNotFoundException', { TaskHandle: 'gone' }],
    [
      'StartMessageMoveTask',
      'UnsupportedOperation',
      async () => {
        for (const Id of ['a', 'b', 'c']) await client().send(new sdk.SendMessageCommand({ ...dead, MessageBody: Id }))
        const slowly = { SourceArn: arn('dead'), DestinationArn: arn('things'), MaxNumberOfMessagesPerSecond: 1 }
        await client().send(new sdk.StartMessageMoveTaskCommand(slowly))
        return slowly
      },
      'Only one active task is allowed for a source queue arn',
    ],
  ],
  never: [
    ['QueueDoesNotExist', ['DeleteQueue'], 'a queue that is not there is deleted, as AWS answers'],
    [
      'InvalidSecurity',
      'all',
      'it is about plain HTTP and other signatures: what is not signed well is refused for all services alike',
    ],
    ['InvalidAddress', 'all', 'met by URLs that are none: local-cloud/src/sqs/queues.test.ts'],
    ['RequestThrottled', 'all', 'requests have no rate here'],
    ['UnsupportedOperation', all, 'every operation is supported for every queue'],
    [
      'UnsupportedOperation',
      ['ListMessageMoveTasks', 'CancelMessageMoveTask'],
      'met for ended tasks: local-cloud/src/sqs',
    ],
    ['QueueDeletedRecently', ['CreateQueue'], 'a deleted queue is gone at once'],
    ['OverLimit', ['ReceiveMessage'], '120,000 messages in flight are beyond a test'],
    ['InvalidIdFormat', ['DeleteMessage'], 'AWS answers ReceiptHandleIsInvalid'],
    ...keys.map((name): NeverHappens => [`Kms${name}`, 'all', 'keys of the customer do not exist here']),
    ...tasks.map((name): NeverHappens => ['QueueDoesNotExist', [name], 'they name queues by ARN']),
  ],
})
