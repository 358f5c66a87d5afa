import * as z from 'zod'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { BilledUse, BillMeter } from '../../core/faces.ts'

/** "Every 64 KB chunk of a payload is billed as 1 request". https://aws.amazon.com/sqs/pricing/, and the same of SNS and EventBridge */
const CHUNK = 65_536
const chunks = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK))
/** "For Direct PUT … records are rounded up to the nearest 5 KB". https://aws.amazon.com/firehose/pricing/ */
const FIREHOSE_STEP = 5 * 1024

const bytesOf = (texts: (string | undefined)[]): number =>
  texts.reduce((sum, text) => sum + (text === undefined ? 0 : Buffer.byteLength(text)), 0)

const Text = z.string().optional()
const Messages = z.object({ Messages: z.array(z.object({ Body: Text })).optional() })
const Queue = z.object({
  QueueUrl: z.string(),
  MessageBody: Text,
  Entries: z.array(z.object({ MessageBody: Text })).optional(),
})
const Publication = z.object({ TopicArn: z.string(), Message: Text })
const Events = z.object({
  Entries: z.array(z.object({ EventBusName: Text, Detail: Text, DetailType: Text, Source: Text })),
})
const Data = z.object({ Data: z.string() })
const Records = z.object({ DeliveryStreamName: z.string(), Record: Data.optional(), Records: z.array(Data).optional() })

interface ServedCall {
  service: string
  operation: string
  input: unknown
  output: unknown
}

/** Bills calls of services that cost by the request. */
export function billCalls({ region, accountId }: Pick<CloudContext, 'region' | 'accountId'>, meter: BillMeter) {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`
  const uses: Record<string, (call: ServedCall) => BilledUse[]> = {
    sqs({ input, output }) {
      const queue = Queue.safeParse(input)
      if (!queue.success) return [{ item: 'sqsRequests', resource: '', amount: 1 }]
      const { QueueUrl, MessageBody, Entries = [] } = queue.data
      const received = Messages.safeParse(output).data?.Messages ?? []
      const bytes = bytesOf([
        MessageBody,
        ...Entries.map((entry) => entry.MessageBody),
        ...received.map(({ Body }) => Body),
      ])
      return [{ item: 'sqsRequests', resource: arn('sqs', QueueUrl.split('/').at(-1) ?? ''), amount: chunks(bytes) }]
    },
    sns({ operation, input }) {
      const publication = Publication.safeParse(input)
      if (operation !== 'Publish' || !publication.success) return []
      const { TopicArn: resource, Message } = publication.data
      return [{ item: 'snsRequests', resource, amount: chunks(bytesOf([Message])) }]
    },
    events({ input }) {
      return (Events.safeParse(input).data?.Entries ?? []).map(({ EventBusName = 'default', ...texts }) => {
        const resource = EventBusName.startsWith('arn:') ? EventBusName : arn('events', `event-bus/${EventBusName}`)
        return { item: 'events', resource, amount: chunks(bytesOf(Object.values(texts))) }
      })
    },
    firehose({ input }) {
      const given = Records.safeParse(input)
      if (!given.success) return []
      const { DeliveryStreamName, Record, Records: several = [] } = given.data
      const amount = [...(Record ? [Record] : []), ...several].reduce(
        (sum, { Data: data }) => sum + Math.ceil(Buffer.byteLength(data, 'base64') / FIREHOSE_STEP) * FIREHOSE_STEP,
        0,
      )
      return [{ item: 'firehoseBytes', resource: arn('firehose', `deliverystream/${DeliveryStreamName}`), amount }]
    },
  }
  return (call: ServedCall): void => {
    for (const use of uses[call.service]?.(call) ?? []) meter.add(use)
  }
}
