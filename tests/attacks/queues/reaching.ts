import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { DENIED, verdict } from '../dynamodb/matrix.ts'
import type { Thief } from '../product/thieves.ts'
import type { Attempt } from '../suite/attempt.ts'
import { clientAs } from '../world/accounts.ts'
import type { World } from '../world/world.ts'

type Run = (client: SQSClient, QueueUrl: string) => Promise<unknown>

const ReceiptHandle = 'none'
/** What is done to a queue. A consumer does the first ones to its own queue; only rules and operators do the others. */
const CONSUMING: Record<string, Run> = {
  ReceiveMessage: (client, QueueUrl) => client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 })),
  DeleteMessage: (client, QueueUrl) => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle })),
  ChangeMessageVisibility: (client, QueueUrl) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 })),
}
const FILLING: Record<string, Run> = {
  SendMessage: (client, QueueUrl) => client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' })),
  PurgeQueue: (client, QueueUrl) => client.send(new PurgeQueueCommand({ QueueUrl })),
}
const OPERATIONS = { ...CONSUMING, ...FILLING }

/** Every queue of the system, by everyone whose it is not. The administrator's control is about a queue that is not there. */
export async function reaching(world: World, thieves: Thief[]): Promise<{ controls: Attempt[]; attempts: Attempt[] }> {
  const queues = await world.account.queues()
  const [[, some = ''] = []] = queues
  const nowhere = some.replace(/[^/]+$/, 'tenantry-no-such-queue')
  const attempt = ({ role, credentials }: Thief, operation: string, run: Run, queue: string, url: string): Attempt => ({
    operation: `sqs:${operation}`,
    role,
    mutation: queue,
    expected: DENIED,
    send: () => verdict(() => run(clientAs(SQSClient, world.endpoints, credentials), url)),
  })
  const owned = await Promise.all(
    thieves.map(async (thief) => ({
      thief,
      own: thief.of ? (await world.account.environmentOf(thief.of)).QUEUE_URL : undefined,
    })),
  )
  const administrator = { role: 'administrator', credentials: world.endpoints.credentials }
  return {
    controls: Object.entries(OPERATIONS).map(([name, run]) => {
      const control = attempt(administrator, name, run, 'no such queue', nowhere)
      return {
        ...control,
        expected: 'let through',
        send: async () => ((await control.send()) === DENIED ? 'denied' : 'let through'),
      }
    }),
    attempts: owned.flatMap(({ thief, own }) =>
      queues.flatMap(([queue, url]) =>
        Object.entries(url === own ? FILLING : OPERATIONS).map(([name, run]) => attempt(thief, name, run, queue, url)),
      ),
    ),
  }
}
