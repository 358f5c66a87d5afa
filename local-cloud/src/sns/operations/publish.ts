import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import { invalidParameter, noTopic } from '../errors.ts'
import { type SnsServices, topicAccess } from '../sns-services.ts'
import type { Protocol } from '../topic.ts'

/** Of a message. */
const MAX_BYTES = 262_144

const Input = z.strictObject({
  TopicArn: z.string(),
  Message: z.string().min(1),
  /** "Must be UTF-8 text with no line breaks or control characters, and less than 100 characters long." */
  Subject: z
    .string()
    .regex(/^[^\p{Cc}]{1,100}$/u)
    .optional(),
  MessageStructure: z.literal('json').optional(),
})

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish = ({
  context,
  topics,
  delivery,
}: Pick<SnsServices, 'context' | 'topics' | 'delivery'>): Operation =>
  parsedOperation({
    access: ({ TopicArn }) => topicAccess({ context, topics }, 'Publish', TopicArn),
    input: Input,
    partly: 'messages are not signed',
    run({ TopicArn, Message, Subject = null, MessageStructure }) {
      if (!topics.find(TopicArn)) throw noTopic()
      if (Buffer.byteLength(Message) > MAX_BYTES) throw invalidParameter('Message too long')
      const textFor = MessageStructure ? perProtocol(Message) : () => Message
      const id = context.ids.uuid()
      const publishedAt = context.clock.now()
      const confirmed = topics.subscriptionsOf(TopicArn).filter(({ token }) => token === null)
      delivery.send(
        confirmed.map((subscription) => ({
          subscription,
          message: { id, subject: Subject, text: textFor(subscription.protocol), publishedAt },
        })),
      )
      return { MessageId: id }
    },
  })

/** Texts by protocol, with a default one. */
function perProtocol(message: string): (protocol: Protocol) => string {
  let given: unknown
  try {
    given = JSON.parse(message)
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse')
  }
  const texts = z.record(z.string(), z.unknown()).safeParse(given)
  const text = (protocol: string) => {
    const value = texts.success && Object.hasOwn(texts.data, protocol) ? texts.data[protocol] : undefined
    return typeof value === 'string' ? value : undefined
  }
  const byDefault = text('default')
  if (byDefault === undefined) throw invalidParameter('Message Structure - No default entry in JSON message body')
  return (protocol) => text(protocol) ?? byDefault
}
