import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { account } from '../account.ts'
import { ledger } from '../ledger.ts'
import type { Random } from '../random.ts'
import { noted, type Writer } from '../writer.ts'

/** Longer than a look at the whole queue takes: no message is seen twice in one. */
const LOOK_SECONDS = 600

/** Messages of SQS: sent and there, or deleted and gone. */
export function messages(endpoints: Endpoints, random: Random): Writer {
  const sqs = new SQSClient(account(endpoints))
  const stored = ledger<true>('message')
  let QueueUrl = ''
  let message = 0

  const receive = async (MaxNumberOfMessages: number, VisibilityTimeout: number): Promise<Message[]> =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages, VisibilityTimeout }))).Messages ?? []

  /** Every message of the queue, which stay in it. */
  async function everyMessage(): Promise<Message[]> {
    const found: Message[] = []
    for (let page = await receive(10, LOOK_SECONDS); page.length > 0; page = await receive(10, LOOK_SECONDS)) {
      found.push(...page)
    }
    for (let from = 0; from < found.length; from += 10) {
      const Entries = found
        .slice(from, from + 10)
        .map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle, VisibilityTimeout: 0 }))
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
    }
    return found
  }

  return {
    name: 'messages',
    count: stored.count,
    async prepare() {
      QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'soak' }))).QueueUrl ?? ''
    },
    async write() {
      // Visible again at once: what is not deleted must be there for the next look.
      const [first] = random.below(2) === 0 ? await receive(1, 0) : []
      if (first) {
        const { ReceiptHandle, Body: key = '' } = first
        const send = () => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        return noted(stored, { key, value: undefined, send })
      }
      message += 1
      const key = `message ${message}`
      return noted(stored, {
        key,
        value: true,
        send: () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: key })),
      })
    },
    check: async () => stored.compare(new Map((await everyMessage()).map(({ Body = '' }) => [Body, true]))),
  }
}
