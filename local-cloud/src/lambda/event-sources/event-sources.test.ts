import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import { testSqs } from '../../sqs/sqs-fixture.ts'
import { testLambda } from '../lambda-fixture.ts'
import { failedItems } from './batch-response.ts'

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:q'
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

/** Where messages come again: long enough for a function to start, on a busy machine, too. */
const AGAIN_SOON = { visibility: '8' }

/** A function `f` and a queue `q`, whose messages move to `dead` after the first failure. Time is the machine's, as the functions' is. */
async function consumer(
  source: string,
  { actions = CONSUME, visibility = '30' }: { actions?: string[]; visibility?: string } = {},
) {
  const sqs = testSqs(undefined, systemClock)
  onTestFinished(sqs.close)
  const lambda = await testLambda({}, (iam) => ({
    async call(principal, _service, operation, input) {
      iam.authorize(principal, sqs.accesses(operation, input as object))
      return sqs.call(operation, input as object)
    },
  }))
  const dead = await sqs.make('dead')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: sqs.arn('dead'), maxReceiveCount: 1 })
  const queue = await sqs.make('q', { VisibilityTimeout: visibility, RedrivePolicy })
  await lambda.create('AWS::IAM::Policy', 'Consume', {
    PolicyName: 'consume',
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: QUEUE }] },
    Roles: ['function-role'],
  })
  await lambda.deploy(source)
  lambda.start()
  const send = async (...bodies: string[]) => {
    for (const MessageBody of bodies) {
      const MessageAttributes = { kind: { DataType: 'String', StringValue: 'test' } }
      await sqs.call('SendMessage', { QueueUrl: queue, MessageBody, MessageAttributes })
    }
  }
  const map = (more: object = {}) =>
    lambda.create('AWS::Lambda::EventSourceMapping', 'Mapping', { FunctionName: 'f', EventSourceArn: QUEUE, ...more })
  const emptied = async () => {
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = await sqs.attributes(queue)
    return ApproximateNumberOfMessages === '0' && ApproximateNumberOfMessagesNotVisible === '0'
  }
  return { ...lambda, sqs, send, map, dead, emptied: () => expect.poll(emptied).toBe(true) }
}

test('messages become the event that Lambda documents, and are deleted when the function succeeds', async () => {
  const { send, map, emptied, logged, sqs, dead } = await consumer(
    'export const handler = async (event) => console.log(JSON.stringify(event))',
  )
  await send('one')
  await map()
  await emptied()
  expect(await sqs.bodies(dead)).toEqual([])
  const line = (await logged()).find((text) => text.includes('"Records"')) ?? ''
  expect(JSON.parse(line.slice(line.indexOf('{'))).Records).toEqual([
    {
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: 'one',
      attributes: expect.objectContaining({ ApproximateReceiveCount: '1', SenderId: '000000000000' }),
      messageAttributes: {
        kind: { stringValue: 'test', stringListValues: [], binaryListValues: [], dataType: 'String' },
      },
      md5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
      eventSource: 'aws:sqs',
      eventSourceARN: QUEUE,
      awsRegion: 'us-east-1',
    },
  ])
})

test('with ReportBatchItemFailures only the messages that are named come again, and end in the dead-letter queue', async () => {
  const { send, map, emptied, sqs, dead } = await consumer(
    `export const handler = async ({ Records }) => ({
    batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) })`,
    AGAIN_SOON,
  )
  await send('good', 'bad', 'good')
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'], MaximumBatchingWindowInSeconds: 1, BatchSize: 20 })
  await emptied()
  expect(await sqs.bodies(dead)).toEqual(['bad'])
})

test('a function that throws leaves its whole batch in the queue', async () => {
  const { send, map, emptied, sqs, dead } = await consumer(
    `export const handler = async () => { throw new Error('no') }`,
    AGAIN_SOON,
  )
  await send('a', 'b')
  await map()
  await emptied()
  expect((await sqs.bodies(dead)).sort()).toEqual(['a', 'b'])
})

test('no more invocations run at a time than MaximumConcurrency says', async () => {
  const { send, map, emptied, logged } = await consumer(
    `export const handler = async () => { console.log('begin'); await new Promise((r) => setTimeout(r, 300)); console.log('end') }`,
  )
  await send(...'abcdefgh')
  await map({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } })
  await emptied()
  let most = 0
  let running = 0
  for (const line of await logged()) {
    if (line.includes('begin')) most = Math.max(most, ++running)
    if (line.includes('end')) running--
  }
  expect(most).toBeLessThanOrEqual(2)
})

test('a mapping is refused when the role may not consume the queue, or messages return before the function is done', async () => {
  const { map } = await consumer('export const handler = async () => {}', { actions: CONSUME.slice(0, 1) })
  await expect(map()).rejects.toThrow('does not have permissions to call DeleteMessage on SQS')
  const hasty = await consumer('export const handler = async () => {}', { visibility: '2' })
  await expect(hasty.map()).rejects.toThrow('visibility timeout: 2 seconds is less than Function timeout: 3 seconds')
})

test('what a mapping cannot do fails by name', async () => {
  const { map, type } = await consumer('export const handler = async () => {}')
  await expect(map({ EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' })).rejects.toThrow('kinesis')
  const properties = type('AWS::Lambda::EventSourceMapping').properties
  const given = { FunctionName: 'f', EventSourceArn: QUEUE, FilterCriteria: {} }
  expect(properties.safeParse(given).error?.message).toContain('FilterCriteria')
})

test('answers to a batch are read as Lambda documents it', () => {
  const read = (answer: unknown) => failedItems(answer === undefined ? '' : JSON.stringify(answer), ['a', 'b'])
  for (const success of [undefined, null, {}, { batchItemFailures: [] }, { batchItemFailures: null }])
    expect(read(success)).toEqual(new Set())
  expect(read({ batchItemFailures: [{ itemIdentifier: 'b' }] })).toEqual(new Set(['b']))
  for (const itemIdentifier of ['', null, 'c']) expect(read({ batchItemFailures: [{ itemIdentifier }] })).toBe('all')
  expect(read({ batchItemFailures: [{ id: 'a' }] })).toBe('all')
  expect(failedItems('no JSON', ['a'])).toBe('all')
})
