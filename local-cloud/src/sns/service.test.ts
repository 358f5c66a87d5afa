import { expect, onTestFinished, test } from 'vitest'
import { AwsError } from '../core/aws-error.ts'
import type { Principal } from '../core/principal.ts'
import { caller, resourceContext, testContext } from '../logs/logs-fixture.ts'
import { snsService } from './service.ts'

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:alarms'
const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:page'
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alarms'

/** SNS whose queues and functions fail as often as a test says, with the mails that it sent. */
function testSns(dataDir?: string) {
  const context = testContext(dataDir)
  const mails: { to: string; subject: string; text: string }[] = []
  const sent: { input: { QueueUrl: string; MessageBody: string }; caller: Principal }[] = []
  const invoked: { arn: string; event: { Records: [Record<string, unknown>] } }[] = []
  const failures: Error[] = []
  const fail = () => {
    const failure = failures.shift()
    if (failure) throw failure
  }
  const sns = snsService({
    context,
    outbox: { send: (mail) => mails.push(mail) },
    functions: {
      invokeLater(arn, payload) {
        fail()
        invoked.push({ arn, event: JSON.parse(payload) })
      },
    },
    api: {
      async call(principal, _service, _operation, input) {
        fail()
        sent.push({ input: input as (typeof sent)[0]['input'], caller: principal })
      },
    },
  })
  sns.start()
  onTestFinished(sns.close)
  const call = caller(sns.api)
  const typeOf = (name: string) => {
    const found = sns.resourceTypes.find(({ type }) => type === `AWS::SNS::${name}`)
    if (!found) throw new Error(name)
    return found
  }
  const settled = async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    context,
    mails,
    sent,
    invoked,
    failures,
    sns,
    call,
    typeOf,
    settled,
    create: async (name: string, properties: object, logicalId = name) =>
      typeOf(name).create(typeOf(name).properties.parse(properties), resourceContext(logicalId)),
    async publish(input: object = {}) {
      const answer = await call('Publish', { TopicArn: TOPIC, Message: 'hello', ...input })
      await settled()
      return answer
    },
    /** Visits the link of a mail. */
    visit(link: RegExp, text = mails.at(-1)?.text ?? '') {
      const [, url = ''] = link.exec(text) ?? []
      const { pathname, search } = new URL(url)
      const request = { method: 'GET', url: pathname + search, headers: { host: ['127.0.0.1:4566'] } }
      return sns.answer({ ...request, headerNames: {}, body: Buffer.alloc(0), sourceIp: '127.0.0.1' })
    },
  }
}
const CONFIRM = /(http:\S+\/confirmation\.html\S+)/
const UNSUBSCRIBE = /(http:\S+\/unsubscribe\.html\S+)/

async function withTopic(dataDir?: string) {
  const test = testSns(dataDir)
  await test.create('Topic', { TopicName: 'alarms' })
  return {
    ...test,
    subscribe: (Protocol: string, Endpoint: string, more: object = {}) =>
      test.create('Subscription', { TopicArn: TOPIC, Protocol, Endpoint, ...more }, `To${Protocol}`),
    listed: async () => (await test.call('ListSubscriptionsByTopic', { TopicArn: TOPIC })).Subscriptions,
  }
}

test('an address gets mail only once it has been confirmed by the link in a mail', async () => {
  const { subscribe, publish, mails, visit, listed } = await withTopic()
  await subscribe('email', 'ops@acme.example')
  expect(mails).toMatchObject([{ to: 'ops@acme.example', subject: 'AWS Notification - Subscription Confirmation' }])
  await publish()
  expect(mails).toHaveLength(1)
  expect(await listed()).toMatchObject([{ SubscriptionArn: 'PendingConfirmation', Endpoint: 'ops@acme.example' }])

  expect(visit(CONFIRM)).toMatchObject({ status: 200, body: expect.stringContaining('Subscription confirmed!') })
  const link = mails[0]?.text
  await publish({ Subject: 'Look', Message: 'there' })
  expect(mails[1]).toMatchObject({ to: 'ops@acme.example', subject: 'Look', text: expect.stringMatching(/^there\n/) })
  expect((await listed())[0].SubscriptionArn).toMatch(/^arn:aws:sns:.*:alarms:[0-9a-f-]{36}$/)

  // The link is used up, and the other one ends it.
  expect(visit(CONFIRM, link)).toMatchObject({ status: 400 })
  expect(visit(UNSUBSCRIBE)).toMatchObject({ status: 200 })
  await publish()
  expect(mails).toHaveLength(2)
})

test('a token confirms for two days, in the API too, and a wrong one never does', async () => {
  const { subscribe, call, mails, context, listed } = await withTopic()
  await subscribe('email', 'ops@acme.example')
  const Token = new URL(CONFIRM.exec(mails[0]?.text ?? '')?.[1] ?? '').searchParams.get('Token')
  await expect(call('ConfirmSubscription', { TopicArn: TOPIC, Token: 'x' })).rejects.toThrow('Invalid parameter: Token')
  await expect(call('ConfirmSubscription', { TopicArn: TOPIC, Token: '' })).rejects.toThrow('Invalid parameter: Token')
  context.clock.advance(2 * 86_400_000 + 1)
  await expect(call('ConfirmSubscription', { TopicArn: TOPIC, Token })).rejects.toThrow('Invalid parameter: Token')
  expect(await listed()).toMatchObject([{ SubscriptionArn: 'PendingConfirmation' }])
})

test('a queue gets the message with what SNS says of it, or raw; a function gets an event', async () => {
  const { subscribe, publish, sent, invoked, create } = await withTopic()
  await subscribe('sqs', QUEUE)
  await create(
    'Subscription',
    { TopicArn: TOPIC, Protocol: 'sqs', Endpoint: `${QUEUE}-raw`, RawMessageDelivery: true },
    'Raw',
  )
  await subscribe('lambda', FUNCTION)
  const { MessageId } = await publish({ Subject: 'Look' })
  const Timestamp = '2026-01-01T00:00:00.000Z'
  const notification = {
    Type: 'Notification',
    MessageId,
    TopicArn: TOPIC,
    Subject: 'Look',
    Message: 'hello',
    Timestamp,
  }
  expect(sent.map(({ input }) => input.QueueUrl)).toEqual(['/000000000000/alarms', '/000000000000/alarms-raw'])
  expect(JSON.parse(sent[0]?.input.MessageBody ?? '')).toMatchObject(notification)
  expect(sent[1]?.input.MessageBody).toBe('hello')
  expect(sent[0]?.caller).toEqual({
    kind: 'service',
    service: 'sns.amazonaws.com',
    sourceArn: TOPIC,
    sourceAccount: '000000000000',
  })
  expect(invoked).toMatchObject([
    {
      arn: FUNCTION,
      event: { Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: notification }] },
    },
  ])
})

test('each protocol gets its own text of a structured message', async () => {
  const { subscribe, publish, sent } = await withTopic()
  await subscribe('sqs', QUEUE, { RawMessageDelivery: true })
  const structured = (message: unknown) => publish({ MessageStructure: 'json', Message: JSON.stringify(message) })
  await structured({ default: 'a', sqs: 'b' })
  await structured({ default: 'a', email: 'c' })
  expect(sent.map(({ input }) => input.MessageBody)).toEqual(['b', 'a'])
  await expect(structured({ sqs: 'b' })).rejects.toThrow('No default entry in JSON message body')
  await expect(publish({ MessageStructure: 'json', Message: '{' })).rejects.toThrow('failed to parse')
})

test('an endpoint that fails is tried again with growing pauses, and one that refuses is not', async () => {
  const { subscribe, publish, sent, failures, context, settled } = await withTopic()
  await subscribe('sqs', QUEUE)
  failures.push(...Array.from({ length: 7 }, () => new Error('down')))
  await publish()
  // Three at once, then a second and another; then one and two more.
  for (const ms of [1_000, 1_000, 1_000, 2_000]) {
    expect(sent).toHaveLength(0)
    context.clock.advance(ms)
    await settled()
  }
  expect(sent).toHaveLength(1)

  failures.push(new AwsError('AccessDenied', 'no', 403))
  await publish()
  context.clock.advance(3_600_000)
  await settled()
  expect(sent).toHaveLength(1)
  expect(context.lines.at(-1)).toContain('sns: topic alarms could not reach')
})

test('topics, confirmations and messages on their way are there after a kill', async () => {
  const first = await withTopic()
  await first.subscribe('sqs', QUEUE)
  await first.subscribe('email', 'ops@acme.example')
  first.visit(CONFIRM)
  first.failures.push(...Array.from({ length: 20 }, () => new Error('down')))
  await first.publish()
  expect(first.sent).toHaveLength(0)
  await first.sns.close()
  first.context.database.close()
  const second = testSns(first.context.dataDir)
  await second.settled()
  second.context.clock.advance(60_000)
  await second.settled()
  expect(second.sent).toHaveLength(1)
  await second.publish()
  expect(second.mails).toHaveLength(1)
})

test('a topic takes its subscriptions with it, and one that was made again is the same', async () => {
  const { subscribe, call, typeOf, mails, context } = await withTopic()
  const made = await subscribe('email', 'ops@acme.example')
  expect(await subscribe('email', 'ops@acme.example')).toEqual(made)
  expect(mails).toHaveLength(1)
  typeOf('Topic').delete({ physicalId: TOPIC, attributes: {} }, resourceContext('Topic'))
  await expect(call('Publish', { TopicArn: TOPIC, Message: 'x' })).rejects.toThrow('Topic does not exist')
  expect(context.database.prepare('SELECT count(*) AS n FROM sns_subscriptions').get()).toEqual({ n: 0 })
})

test.each([
  ['no address', { Protocol: 'email', Endpoint: 'nobody' }, 'email endpoint nobody'],
  ['a queue by its URL', { Protocol: 'sqs', Endpoint: 'http://x/q' }, 'sqs endpoint http://x/q'],
  [
    'raw mail',
    { Protocol: 'email', Endpoint: 'a@b.example', RawMessageDelivery: true },
    'does not support raw message',
  ],
  ['a topic that is not there', { Protocol: 'sqs', Endpoint: QUEUE, TopicArn: `${TOPIC}-gone` }, 'TopicArn'],
])('a subscription is refused: %s', async (_, properties, message) => {
  const { create } = await withTopic()
  await expect(create('Subscription', { TopicArn: TOPIC, ...properties })).rejects.toThrow(message)
})
