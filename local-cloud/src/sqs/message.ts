import { createHash } from 'node:crypto'

export interface MessageAttribute {
  DataType: string
  StringValue?: string
  /** Base64, as JSON carries it. */
  BinaryValue?: string
}

/** A message before the queue has it. */
export interface NewMessage {
  body: string
  attributes: Record<string, MessageAttribute>
  /** Who sent it: `SenderId`. */
  senderId: string
  traceHeader: string | null
  /** Fair queues: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html */
  groupId: string | null
}

export interface StoredMessage extends NewMessage {
  id: string
  /** Milliseconds since the epoch. */
  sentAt: number
  /** Null until it was received. */
  firstReceivedAt: number | null
  receiveCount: number
  receiptHandle: string | null
  /** The ARN of the queue that gave it up. */
  deadLetterSource: string | null
}

export const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex')

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
export function md5OfAttributes(attributes: Record<string, MessageAttribute>): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  return md5(
    Buffer.concat(
      names.flatMap((name) => {
        const { DataType = '', StringValue = '', BinaryValue } = attributes[name] ?? {}
        const value = BinaryValue === undefined ? Buffer.from(StringValue) : Buffer.from(BinaryValue, 'base64')
        const kind = Buffer.from([BinaryValue === undefined ? 1 : 2])
        return [sized(Buffer.from(name)), sized(Buffer.from(DataType)), kind, sized(value)]
      }),
    ),
  )
}

function sized(content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([length, content])
}

/** What counts towards a message's size: the body, and of each attribute name, type and value. */
export function sizeOf({ body, attributes }: Pick<NewMessage, 'body' | 'attributes'>): number {
  let size = Buffer.byteLength(body)
  for (const [name, { DataType, StringValue = '', BinaryValue = '' }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue)
    size += Buffer.byteLength(BinaryValue, 'base64')
  }
  return size
}
