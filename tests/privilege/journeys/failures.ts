import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { consumerNames, queueName } from '@tenantry/infra/names.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { SERVICES } from '../../attacks/product/services.ts'
import { account } from '../account.ts'

/** A message that its consumer cannot read: it fails five times, and operators see it. */
export async function failures(endpoints: Endpoints, admin: Client): Promise<void> {
  const sqs = new SQSClient(account(endpoints))
  const consumers = consumerNames(SERVICES)
  for (const consumer of consumers) {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName(consumer) }))
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'not an event' }))
  }
  await eventually('a message of each consumer to have failed', async () => {
    const { body } = await admin.get('/failed-messages?limit=100')
    const failed = body.items.map(({ consumer }: { consumer: string }) => consumer)
    return consumers.every((consumer) => failed.includes(consumer))
  })
}

/** An operator gives what failed to its consumers again. */
export async function redrive(admin: Client): Promise<void> {
  await admin.post('/failed-messages/redrive', {})
  await eventually('the messages to be with their consumers again', async () => {
    const { body } = await admin.get('/failed-messages?limit=100')
    return body.items.length === 0
  })
}
