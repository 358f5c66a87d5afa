import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { siloQueues } from './silo-queues.ts'

const ARN_PREFIX = 'arn:aws:sqs:eu-west-1:123456789012:tenantry-'

/** So many messages in queues of these names, on pages of two; null for a queue that has gone since it was listed. */
function queuesOf(counts: Record<string, number | null>) {
  const asked: string[] = []
  const send = async (command: unknown) => {
    if (command instanceof ListQueuesCommand) {
      const { QueueNamePrefix = '', NextToken = '0' } = command.input
      const names = Object.keys(counts).filter((name) => name.startsWith(QueueNamePrefix))
      const next = Number(NextToken) + 2
      const QueueUrls = names.slice(Number(NextToken), next).map((name) => `https://queues/1/${name}`)
      return { QueueUrls, ...(next < names.length && { NextToken: String(next) }) }
    }
    if (command instanceof GetQueueUrlCommand) return { QueueUrl: command.input.QueueName }
    if (command instanceof GetQueueAttributesCommand) {
      const count = counts[command.input.QueueUrl ?? '']
      asked.push(command.input.QueueUrl ?? '')
      if (count === null) throw new QueueDoesNotExist({ message: 'gone', $metadata: {} })
      return { Attributes: { ApproximateNumberOfMessages: String(count) } }
    }
    throw new Error('Nobody answers this')
  }
  const client = { send } as unknown as SQSClient // the three commands above are all that it sends
  const found = siloQueues(client, {
    consumers: ['worker', 'slot-filler'],
    arnPrefix: ARN_PREFIX,
    system: { now: () => 0 },
  })
  return { found, asked }
}

test('queues of silos are found that hold what failed: of all, or of one tenant’s', async () => {
  const { found, asked } = queuesOf({
    'tenantry-silo-acme00000000-worker': 9,
    'tenantry-silo-acme00000000-worker-failed': 2,
    'tenantry-silo-acme00000000-slot-filler-failed': 0,
    'tenantry-silo-acme00000000-unknown-failed': 5,
    'tenantry-silo-globex000000-worker-failed': null,
    'tenantry-silo-initech00000-slot-filler-failed': 1,
    'tenantry-worker-failed': 7,
  })
  const names = async (silo: string | null) => (await found(silo)).map((queue) => [queue.silo, queue.consumer])
  expect(await names(null)).toEqual([
    ['acme00000000', 'worker'],
    ['initech00000', 'slot-filler'],
  ])
  expect(asked).not.toContain('tenantry-silo-acme00000000-unknown-failed')
  expect(await names('acme00000000')).toEqual([['acme00000000', 'worker']])
  expect(await names('nobody000000')).toEqual([])
})
