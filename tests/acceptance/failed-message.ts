import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { failedQueueName } from '@tenantry/infra/names.ts'

/** Puts a message among the failed ones of a function, as if it had run out of retries; the answer takes all of them away again. */
export async function failedMessage({ aws, region, credentials }: Endpoints): Promise<() => Promise<unknown>> {
  const sqs = new SQSClient({ ...(aws && { endpoint: aws }), region, credentials })
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: failedQueueName('tenant-people') }))
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }))
  return () => sqs.send(new PurgeQueueCommand({ QueueUrl }))
}
