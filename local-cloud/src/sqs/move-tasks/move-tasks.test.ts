import { expect, test } from 'vitest'
import { testSqs } from '../sqs-fixture.ts'

/** A queue whose messages have all moved to its dead-letter queue. */
async function withDeadLetters(count: number) {
  const sqs = testSqs()
  const dead = await sqs.make('dead')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: sqs.arn('dead'), maxReceiveCount: 1 })
  const source = await sqs.make('source', { RedrivePolicy, VisibilityTimeout: '0' })
  for (let n = 0; n < count; n++) {
    await sqs.call('SendMessage', { QueueUrl: source, MessageBody: `m${n}` })
    await sqs.bodies(source)
    await sqs.bodies(source)
  }
  const list = async () => (await sqs.call('ListMessageMoveTasks', { SourceArn: sqs.arn('dead') })).Results[0]
  const start = (more: object = {}) => sqs.call('StartMessageMoveTask', { SourceArn: sqs.arn('dead'), ...more })
  return { ...sqs, dead, source, list, start }
}

test('a redrive moves dead letters back to where they came from, as new messages', async () => {
  const { start, list, context, source, dead, call, attributes } = await withDeadLetters(3)
  await start()
  expect(await list()).toMatchObject({
    Status: 'RUNNING',
    TaskHandle: expect.any(String),
    ApproximateNumberOfMessagesToMove: 3,
  })
  context.clock.advance(1)
  expect(await list()).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 })
  expect(await attributes(dead)).toMatchObject({ ApproximateNumberOfMessages: '0' })
  const { Messages } = await call('ReceiveMessage', {
    QueueUrl: source,
    VisibilityTimeout: 30,
    AttributeNames: ['ApproximateReceiveCount'],
  })
  expect(Messages).toMatchObject([{ Body: 'm0', Attributes: { ApproximateReceiveCount: '1' } }])
})

test('a redrive keeps to its rate, is cancelled, and runs once per source', async () => {
  const { start, list, call, context } = await withDeadLetters(5)
  const { TaskHandle } = await start({ MaxNumberOfMessagesPerSecond: 1 })
  await expect(start()).rejects.toMatchObject({ code: 'UnsupportedOperation' })
  context.clock.advance(1)
  context.clock.advance(1000)
  expect(await list()).toMatchObject({ Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 2 })
  expect(await call('CancelMessageMoveTask', { TaskHandle })).toEqual({ ApproximateNumberOfMessagesMoved: 2 })
  context.clock.advance(10_000)
  expect(await list()).toMatchObject({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 2 })
  await expect(call('CancelMessageMoveTask', { TaskHandle })).rejects.toMatchObject({ code: 'UnsupportedOperation' })
})

test('a redrive goes on after a restart', async () => {
  const first = await withDeadLetters(3)
  await first.start({ MaxNumberOfMessagesPerSecond: 2 })
  first.context.clock.advance(1)
  first.context.database.close()
  const second = testSqs(first.context.dataDir)
  second.start()
  second.context.clock.advance(1)
  const { Results } = await second.call('ListMessageMoveTasks', { SourceArn: second.arn('dead') })
  expect(Results).toMatchObject([{ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 }])
})

test('a redrive of what was sent to the dead-letter queue directly says that it knows no source', async () => {
  const { start, list, call, dead, context } = await withDeadLetters(0)
  await call('SendMessage', { QueueUrl: dead, MessageBody: 'stray' })
  await start()
  context.clock.advance(1)
  expect(await list()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' })
})

test('only a dead-letter queue can be redriven, by whoever may consume it and send to the sources', async () => {
  const { call, accesses, arn } = await withDeadLetters(0)
  await expect(call('StartMessageMoveTask', { SourceArn: arn('source') })).rejects.toThrow('Dead Letter Queue')
  await expect(call('StartMessageMoveTask', { SourceArn: arn('none') })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  })
  const asked = accesses('StartMessageMoveTask', { SourceArn: arn('dead') })
  expect(asked.map(({ action, resource }) => `${action} ${resource.split(':').at(-1)}`)).toEqual([
    'sqs:StartMessageMoveTask dead',
    'sqs:ReceiveMessage dead',
    'sqs:DeleteMessage dead',
    'sqs:GetQueueAttributes dead',
    'sqs:SendMessage source',
  ])
})
