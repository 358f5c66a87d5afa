import { expect, test } from 'vitest'
import { iamFixture } from '../iam/iam-fixture.ts'
import { resourceContext } from '../logs/logs-fixture.ts'
import { testSqs } from './sqs-fixture.ts'

test('creating a queue again is no error, creating another of its name is', async () => {
  const { make } = testSqs()
  const url = await make('q', { VisibilityTimeout: '10' })
  expect(await make('q', { VisibilityTimeout: '10' })).toBe(url)
  await expect(make('q', { VisibilityTimeout: '11' })).rejects.toMatchObject({
    code: 'QueueNameExists',
    queryCode: 'QueueAlreadyExists',
  })
})

test('what a queue cannot do fails by name', async () => {
  const { make, call } = testSqs()
  await expect(make('orders.fifo', { FifoQueue: 'true' })).rejects.toThrow('FIFO queues')
  await expect(make('q', { KmsMasterKeyId: 'alias/aws/sqs' })).rejects.toThrow('KmsMasterKeyId')
  const QueueUrl = await make('q')
  await expect(call('SendMessage', { QueueUrl, MessageBody: 'x', MessageDeduplicationId: 'd' })).rejects.toThrow(
    'MessageDeduplicationId',
  )
  await expect(make('r', { Nonsense: '1' })).rejects.toMatchObject({ code: 'InvalidAttributeName' })
  await expect(make('r', { DelaySeconds: '901' })).rejects.toMatchObject({ code: 'InvalidAttributeValue' })
  await expect(make('r', { Policy: '{"Statement":[{}]}' })).rejects.toMatchObject({ code: 'InvalidAttributeValue' })
  await expect(call('SendMessage', { QueueUrl: `${QueueUrl}2`, MessageBody: 'x' })).rejects.toMatchObject({
    code: 'QueueDoesNotExist',
    queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
  })
})

test('a dead-letter queue must exist and admit the queue', async () => {
  const { make, arn } = testSqs()
  const redrive = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 3 }) }
  await expect(make('q', redrive)).rejects.toThrow('Dead letter target does not exist.')
  await make('dead', {
    RedriveAllowPolicy: JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: [arn('q')] }),
  })
  await make('q', redrive)
  await expect(make('other', redrive)).rejects.toThrow('does not allow this queue')
})

test('each operation asks IAM for its action on the queue, and a batch for that of its single form', async () => {
  const { accesses, make, arn } = testSqs()
  const QueueUrl = await make('q')
  const asked = (operation: string, input: object = { QueueUrl }) =>
    accesses(operation, input).map(({ action, resource }) => `${action} ${resource}`)
  expect(asked('SendMessageBatch')).toEqual([`sqs:SendMessage ${arn('q')}`])
  expect(asked('DeleteMessageBatch')).toEqual([`sqs:DeleteMessage ${arn('q')}`])
  expect(asked('ChangeMessageVisibilityBatch')).toEqual([`sqs:ChangeMessageVisibility ${arn('q')}`])
  expect(asked('ReceiveMessage')).toEqual([`sqs:ReceiveMessage ${arn('q')}`])
  expect(asked('ListQueues', {})).toEqual(['sqs:ListQueues *'])
  expect(() => asked('SendMessage', { QueueUrl: 'http://127.0.0.1/111111111111/q' })).toThrow('is not valid')
})

test("a queue's policy lets in the rule that it names and no other, and its denials bind roles too", async () => {
  const sqs = testSqs()
  const RULE = 'arn:aws:events:us-east-1:000000000000:rule/shop/placed'
  const { ref } = await sqs.deploy('AWS::SQS::Queue', 'Queue', { QueueName: 'q' })
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: sqs.arn('q'),
      Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
    },
    { Effect: 'Deny', Principal: '*', Action: 'sqs:PurgeQueue', Resource: sqs.arn('q') },
  ]
  const policy = await sqs.deploy('AWS::SQS::QueuePolicy', 'Policy', {
    Queues: [ref],
    PolicyDocument: { Version: '2012-10-17', Statement },
  })
  const { iam, role, session } = iamFixture()
  role('worker', {
    Policies: [
      {
        PolicyName: 'all',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }] },
      },
    ],
  })
  const ask = (principal: Parameters<typeof iam.authorize>[0], operation: string) => () =>
    iam.authorize(principal, sqs.accesses(operation, { QueueUrl: ref }))
  const rule = (sourceArn: string, service = 'events.amazonaws.com') =>
    ({ kind: 'service', service, sourceArn, sourceAccount: '000000000000' }) as const
  expect(ask(rule(RULE), 'SendMessage')).not.toThrow()
  expect(ask(rule(`${RULE}2`), 'SendMessage')).toThrow('no resource-based policy allows the sqs:SendMessage action')
  expect(ask(rule(RULE, 'sns.amazonaws.com'), 'SendMessage')).toThrow('not authorized')
  expect(ask(rule(RULE), 'ReceiveMessage')).toThrow('not authorized')
  const worker = session('worker').session
  expect(ask(worker, 'SendMessage')).not.toThrow()
  expect(ask(worker, 'PurgeQueue')).toThrow('explicit deny in a resource-based policy')
  await policy.type.delete(policy, {} as never)
  expect(ask(rule(RULE), 'SendMessage')).toThrow('not authorized')
})

test('a deployment that no longer names an attribute brings back its default', async () => {
  const { deploy, attributes, url } = testSqs()
  const first = await deploy('AWS::SQS::Queue', 'Queue', { QueueName: 'q', VisibilityTimeout: 90 })
  expect(first).toMatchObject({
    ref: 'https://sqs.us-east-1.amazonaws.com/000000000000/q',
    attributes: { Arn: 'arn:aws:sqs:us-east-1:000000000000:q' },
  })
  expect(await attributes(url('q'))).toMatchObject({ VisibilityTimeout: '90' })
  await first.type.update({ QueueName: 'q' }, first, { QueueName: 'q', VisibilityTimeout: '90' }, {} as never)
  expect(await attributes(url('q'))).toMatchObject({ VisibilityTimeout: '30' })
})

test('a purged queue is empty, and purged at most once a minute', async () => {
  const { make, call, bodies, context } = testSqs()
  context.clock.advance(60_000)
  const QueueUrl = await make('q')
  await call('SendMessage', { QueueUrl, MessageBody: 'x' })
  await call('PurgeQueue', { QueueUrl })
  expect(await bodies(QueueUrl)).toEqual([])
  await expect(call('PurgeQueue', { QueueUrl })).rejects.toMatchObject({ code: 'PurgeQueueInProgress' })
})

test('tags of a template are the tags of its queue, and change with it', async () => {
  const sqs = testSqs()
  const Tags = [{ Key: 'team', Value: 'shop' }]
  const { type, properties, ...current } = await sqs.deploy('AWS::SQS::Queue', 'Q', { QueueName: 'q', Tags })
  const tags = async () => (await sqs.call('ListQueueTags', { QueueUrl: sqs.url('q') })).Tags
  expect(await tags()).toEqual({ team: 'shop' })
  const changed = type.properties.parse({ QueueName: 'q', Tags: [{ Key: 'stage', Value: 'dev' }] })
  await type.update(changed, current, properties, resourceContext('Q'))
  expect(await tags()).toEqual({ stage: 'dev' })
})

test('a queue of another account, and a page that no list gave out, are refused', async () => {
  const sqs = testSqs()
  await sqs.make('q')
  const elsewhere = { QueueName: 'q', QueueOwnerAWSAccountId: '111111111111' }
  await expect(sqs.call('GetQueueUrl', elsewhere)).rejects.toMatchObject({ code: 'QueueDoesNotExist' })
  await expect(sqs.call('ListQueues', { NextToken: 'nonsense!' })).rejects.toThrow('next token')
})
