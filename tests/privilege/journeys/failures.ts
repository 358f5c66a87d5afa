import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { consumerNames, failedQueueName, queueName } from '@tenantry/infra/names.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { SERVICES } from '../../attacks/product/services.ts'
import { account } from '../account.ts'
import { idempotencyKey } from './idempotency-key.ts'

const CONSUMERS = consumerNames(SERVICES)

/** A message that its consumer cannot read: it fails five times. */
export async function failures(endpoints: Endpoints): Promise<void> {
  const { urlOf, client, waiting } = queues(endpoints)
  for (const consumer of CONSUMERS) {
    const QueueUrl = await urlOf(queueName(consumer))
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'not an event' }))
  }
  await eventually('a message of each consumer to have failed', async () =>
    (await waiting()).every((count) => count > 0),
  )
}

/** Operators see what failed, and give it to its consumers again. */
export async function redrive(endpoints: Endpoints, admin: Client): Promise<void> {
  await admin.get('/failed-messages')
  await admin.post('/failed-messages/redrive', {}, idempotencyKey())
  const { waiting } = queues(endpoints)
  await eventually('the messages to be with their consumers again', async () => !(await waiting()).some(Boolean))
}

function queues(endpoints: Endpoints) {
  const client = new SQSClient(account(endpoints))
  const urlOf = async (QueueName: string) => (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl
  const countOf = async (name: string) => {
    const AttributeNames = ['ApproximateNumberOfMessages' as const]
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: await urlOf(name), AttributeNames }),
    )
    return Number(Attributes?.ApproximateNumberOfMessages)
  }
  /** How many failed messages of each consumer there are. */
  const waiting = () => Promise.all(CONSUMERS.map((consumer) => countOf(failedQueueName(consumer))))
  return { client, urlOf, waiting }
}
