import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { eventually } from '../../acceptance/eventually.ts'
import { clientAs } from '../world/accounts.ts'
import type { LocalWorld } from '../world/local-world.ts'
import type { World } from '../world/world.ts'

interface Heard {
  source: string
  'detail-type': string
  detail: { tenantId?: string }
}

/** Whoever listens to the bus: waits for the event whose text has a marker. */
export type Tap = (marker: string) => Promise<Heard>

export function tapOf({ endpoints }: World, { tapUrl: QueueUrl }: LocalWorld): Tap {
  const client = clientAs(SQSClient, endpoints)
  const heard: string[] = []
  const listen = async (): Promise<void> => {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    for (const { Body = '', ReceiptHandle } of Messages) {
      heard.push(Body)
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    }
  }
  return async (marker) =>
    JSON.parse(
      await eventually(`an event with ${marker}`, async () => {
        await listen()
        return heard.find((body) => body.includes(marker))
      }),
    )
}
