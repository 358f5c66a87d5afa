import { expect, test } from 'vitest'
import { testSqs } from './sqs-fixture.ts'

test('a message is received once until its visibility timeout is over, and deleted for good', async () => {
  const { make, call, bodies, context } = testSqs()
  const QueueUrl = await make('q', { VisibilityTimeout: '30' })
  await call('SendMessage', { QueueUrl, MessageBody: 'one' })
  const { Messages } = await call('ReceiveMessage', { QueueUrl, MessageSystemAttributeNames: ['All'] })
  expect(Messages[0].Attributes).toMatchObject({ ApproximateReceiveCount: '1', SenderId: '000000000000' })
  expect(await bodies(QueueUrl)).toEqual([])
  context.clock.advance(30_000)
  expect(await bodies(QueueUrl)).toEqual(['one'])
  // The first receipt handle is no longer the newest: it deletes nothing.
  await call('DeleteMessage', { QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle })
  context.clock.advance(30_000)
  const again = await call('ReceiveMessage', { QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] })
  expect(again.Messages[0].Attributes).toEqual({ ApproximateReceiveCount: '3' })
  await call('DeleteMessage', { QueueUrl, ReceiptHandle: again.Messages[0].ReceiptHandle })
  context.clock.advance(30_000)
  expect(await bodies(QueueUrl)).toEqual([])
})

test('a message that was received as often as allowed moves to the dead-letter queue, which names its source', async () => {
  const { make, call, bodies, context, arn } = testSqs()
  const dead = await make('dead')
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 })
  const QueueUrl = await make('q', { RedrivePolicy, VisibilityTimeout: '1' })
  await call('SendMessage', { QueueUrl, MessageBody: 'poison' })
  for (const expected of [['poison'], ['poison'], []]) {
    expect(await bodies(QueueUrl)).toEqual(expected)
    context.clock.advance(1000)
  }
  const { Messages } = await call('ReceiveMessage', { QueueUrl: dead, AttributeNames: ['DeadLetterQueueSourceArn'] })
  expect(Messages).toMatchObject([{ Body: 'poison', Attributes: { DeadLetterQueueSourceArn: arn('q') } }])
})

test('nothing that was sent, received or hidden is lost by a restart', async () => {
  const first = testSqs()
  const QueueUrl = await first.make('q', { VisibilityTimeout: '60' })
  await first.call('SendMessage', { QueueUrl, MessageBody: 'received' })
  await first.bodies(QueueUrl)
  await first.call('SendMessage', { QueueUrl, MessageBody: 'waiting' })
  first.context.database.close()
  const second = testSqs(first.context.dataDir)
  expect(await second.bodies(QueueUrl)).toEqual(['waiting'])
  second.context.clock.advance(60_000)
  const { Messages } = await second.call('ReceiveMessage', { QueueUrl, AttributeNames: ['ApproximateReceiveCount'] })
  expect(Messages).toMatchObject([{ Body: 'received', Attributes: { ApproximateReceiveCount: '2' } }])
})

test('a long poll ends with the message that arrives, with the end of a delay, or empty when its time is over', async () => {
  const { make, call, bodies, context } = testSqs()
  const QueueUrl = await make('q')
  const arriving = bodies(QueueUrl, { WaitTimeSeconds: 20 })
  await call('SendMessage', { QueueUrl, MessageBody: 'now' })
  expect(await arriving).toEqual(['now'])
  await call('SendMessage', { QueueUrl, MessageBody: 'later', DelaySeconds: 5 })
  const delayed = bodies(QueueUrl, { WaitTimeSeconds: 20 })
  context.clock.advance(5000)
  expect(await delayed).toEqual(['later'])
  const empty = bodies(QueueUrl, { WaitTimeSeconds: 20 })
  context.clock.advance(20_000)
  expect(await empty).toEqual([])
})

test('visibility is given back, prolonged, and refused for what is not in flight', async () => {
  const { make, call, bodies, context } = testSqs()
  const QueueUrl = await make('q')
  await call('SendMessage', { QueueUrl, MessageBody: 'one' })
  const receive = async () => (await call('ReceiveMessage', { QueueUrl })).Messages[0].ReceiptHandle
  const change = (ReceiptHandle: string, VisibilityTimeout: number) =>
    call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout })
  await change(await receive(), 0)
  const handle = await receive()
  await change(handle, 600)
  context.clock.advance(599_000)
  expect(await bodies(QueueUrl)).toEqual([])
  context.clock.advance(1000)
  await expect(change(handle, 30)).rejects.toMatchObject({ code: 'MessageNotInflight' })
  await expect(change('nonsense', 30)).rejects.toMatchObject({ code: 'ReceiptHandleIsInvalid', status: 404 })
})

test('a long poll that waits sees a message as soon as its visibility timeout was shortened to', async () => {
  const { make, call, bodies, context } = testSqs()
  const QueueUrl = await make('q', { VisibilityTimeout: '600' })
  await call('SendMessage', { QueueUrl, MessageBody: 'one' })
  const { Messages } = await call('ReceiveMessage', { QueueUrl })
  const waiting = bodies(QueueUrl, { WaitTimeSeconds: 20 })
  await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle, VisibilityTimeout: 2 })
  await Promise.resolve()
  context.clock.advance(2000)
  expect(await waiting).toEqual(['one'])
})

test('messages older than the retention period are gone', async () => {
  const { make, call, bodies, attributes, context } = testSqs()
  const QueueUrl = await make('q', { MessageRetentionPeriod: '60' })
  await call('SendMessage', { QueueUrl, MessageBody: 'old' })
  context.clock.advance(60_000)
  expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: '0' })
  expect(await bodies(QueueUrl)).toEqual([])
})

test('a batch answers for each entry by itself', async () => {
  const { make, call, attributes } = testSqs()
  const QueueUrl = await make('q')
  const send = (Entries: object[]) => call('SendMessageBatch', { QueueUrl, Entries })
  expect(
    await send([
      { Id: 'a', MessageBody: 'a' },
      { Id: 'b', MessageBody: '\u0000' },
    ]),
  ).toMatchObject({
    Successful: [{ Id: 'a' }],
    Failed: [{ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }],
  })
  expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessages: '1' })
  await expect(send([])).rejects.toMatchObject({ code: 'EmptyBatchRequest' })
  const same = { Id: 'a', MessageBody: 'a' }
  await expect(send([same, same])).rejects.toMatchObject({ code: 'BatchEntryIdsNotDistinct' })
  await expect(send(Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' })))).rejects.toMatchObject({
    code: 'TooManyEntriesInBatchRequest',
  })
  const half = 'x'.repeat(600_000)
  await expect(
    send([
      { Id: 'a', MessageBody: half },
      { Id: 'b', MessageBody: half },
    ]),
  ).rejects.toMatchObject({ code: 'BatchRequestTooLong' })
})

test('a message may have 1 MiB and ten attributes, and no more', async () => {
  const { make, call } = testSqs()
  const QueueUrl = await make('q')
  const send = (message: object) => call('SendMessage', { QueueUrl, ...message })
  await send({ MessageBody: 'x'.repeat(1_048_576) })
  await expect(send({ MessageBody: 'x'.repeat(1_048_577) })).rejects.toMatchObject({ code: 'InvalidParameterValue' })
  const many = Object.fromEntries(
    Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: 'String', StringValue: 'v' }]),
  )
  await expect(send({ MessageBody: 'x', MessageAttributes: many })).rejects.toThrow('exceeds the allowed maximum [10]')
})
