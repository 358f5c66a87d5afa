import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { siloStackName } from '@tenantry/contracts/deployment.ts'
import { failedQueueName, siloConsumerNames } from '@tenantry/infra/names.ts'
import type { Client } from '../../acceptance/client.ts'
import { eventually } from '../../acceptance/eventually.ts'
import { mailTo } from '../../acceptance/onboarding.ts'
import { SERVICES } from '../../attacks/product/services.ts'
import { idempotencyKey } from './idempotency-key.ts'

/** A tenant with a silo: the first attempt fails at a queue whose name is taken, and is undone; the second one comes about. */
export async function silos(endpoints: Endpoints, admin: Client): Promise<void> {
  const email = 'umbra@silo.example'
  const registration = { tenantName: 'Umbra', email, tier: 'Platinum' }
  const { tenantId } = (await admin.post('/tenants', registration, idempotencyKey())).body
  const sqs = new SQSClient({ endpoint: endpoints.aws, region: endpoints.region, credentials: endpoints.credentials })
  const QueueName = `${siloStackName(tenantId)}-slot-filler`
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }))
  await admin.post(`/tenants/${tenantId}/approve`, undefined)
  await eventually('the silo to fail', async () => (await statusOf()) === 'failed')
  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  await admin.post(`/tenants/${tenantId}/retry`, undefined)
  await mailTo(endpoints, email)
  await failedInSilo(endpoints, admin, tenantId)
  // In the logs of every place.
  await admin.get(`/stories/00000000-0000-4000-8000-000000000000?tenantId=${tenantId}`)

  async function statusOf(): Promise<string> {
    return (await admin.get(`/tenants/${tenantId}`)).body.status
  }
}

/** What failed in a silo is seen, and given to the silo's functions again. */
async function failedInSilo(endpoints: Endpoints, admin: Client, tenantId: string): Promise<void> {
  const sqs = new SQSClient({ endpoint: endpoints.aws, region: endpoints.region, credentials: endpoints.credentials })
  const consumers = siloConsumerNames(SERVICES)
  for (const consumer of consumers) {
    const QueueName = failedQueueName(consumer, `${siloStackName(tenantId)}-`)
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }))
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'not an event' }))
  }
  const failed = async (): Promise<string[]> => {
    // A busy machine may take longer than a request: then it is asked again.
    const { items = [] } = (await admin.get('/failed-messages?limit=100')).body
    return items.flatMap(({ silo, consumer }: { silo: string; consumer: string }) =>
      silo === tenantId ? [consumer] : [],
    )
  }
  await eventually('what failed in the silo', async () => {
    const seen = await failed()
    return consumers.every((consumer) => seen.includes(consumer))
  })
  await admin.post(`/failed-messages/redrive?silo=${tenantId}`, {}, idempotencyKey())
  await eventually('the silo to have it again', async () => (await failed()).length < consumers.length)
}
