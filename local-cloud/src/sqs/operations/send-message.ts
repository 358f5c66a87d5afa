import * as z from 'zod'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Principal } from '../../core/principal.ts'
import type { Call, Operation } from '../../core/service.ts'
import { traceHeaderOf } from '../../core/trace-header.ts'
import { invalidParameter, sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { md5, md5OfAttributes, sizeOf } from '../message.ts'
import { byUrl, OnQueue, type SqsServices } from '../sqs-services.ts'
import type { Queue } from '../stores/queue-store.ts'
import { runBatch } from './batch.ts'
import { checkAttributes, checkBody } from './check-message.ts'

const Attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
})
/** The only system attribute that can be sent. */
const TraceHeader = z.strictObject({ DataType: z.literal('String'), StringValue: z.string() })
const Message = {
  MessageBody: z.string(),
  DelaySeconds: z.int().optional(),
  MessageAttributes: z.record(z.string(), Attribute).default({}),
  MessageSystemAttributes: z.strictObject({ AWSTraceHeader: TraceHeader.optional() }).default({}),
  MessageGroupId: z.string().optional(),
}
const Input = z.strictObject({ ...OnQueue, ...Message })
const Entry = z.strictObject({ Id: z.string(), ...Message })
const BatchInput = z.strictObject({ ...OnQueue, Entries: z.array(Entry) })

type Needs = Pick<SqsServices, 'names' | 'queues' | 'messages' | 'arrivals'>

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage = (services: Needs): Operation =>
  parsedOperation({
    access: byUrl(services, 'SendMessage'),
    input: Input,
    run({ QueueUrl, ...message }, call) {
      return send(services, services.queues.get(services.names.ofUrl(QueueUrl)), message, call)
    },
  })

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch = (services: Needs): Operation =>
  parsedOperation({
    access: byUrl(services, 'SendMessage'),
    input: BatchInput,
    run({ QueueUrl, Entries }, call) {
      const queue = services.queues.get(services.names.ofUrl(QueueUrl))
      const size = Entries.reduce((sum, entry) => sum + sizeOf(contentOf(entry)), 0)
      if (size > LIMITS.messageBytes) {
        const text = `Batch requests cannot be longer than ${LIMITS.messageBytes} bytes. You have sent ${size} bytes.`
        throw sqsError('BatchRequestTooLong', text)
      }
      return runBatch(Entries, (entry) => send(services, queue, entry, call))
    },
  })

type Given = Omit<z.output<typeof Entry>, 'Id'>

const contentOf = ({ MessageBody, MessageAttributes }: Given) => ({ body: MessageBody, attributes: MessageAttributes })

function send({ messages, arrivals }: Needs, queue: Queue, given: Given, { principal, headers }: Call) {
  const content = contentOf(given)
  const trace = given.MessageSystemAttributes.AWSTraceHeader
  checkBody(content.body)
  checkAttributes(content.attributes)
  if (sizeOf(content) > queue.settings.messageBytes) {
    const text = `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.messageBytes} bytes.`
    throw sqsError('InvalidParameterValue', text)
  }
  const delay = given.DelaySeconds ?? queue.settings.delaySeconds
  if (delay < 0 || delay > LIMITS.delaySeconds)
    throw invalidParameter('DelaySeconds', delay, `DelaySeconds must be >= 0 and <= ${LIMITS.delaySeconds}.`)
  const id = messages.send(
    queue.name,
    {
      ...content,
      senderId: senderId(principal),
      // "If both are given, the message system attribute takes precedence."
      traceHeader: trace?.StringValue ?? traceHeaderOf(headers) ?? null,
      groupId: given.MessageGroupId ?? null,
    },
    delay * 1000,
  )
  arrivals.wake(queue.name)
  return {
    MessageId: id,
    MD5OfMessageBody: md5(content.body),
    MD5OfMessageAttributes: md5OfAttributes(content.attributes),
    MD5OfMessageSystemAttributes: trace && md5OfAttributes({ AWSTraceHeader: trace }),
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html#API_ReceiveMessage_RequestSyntax */
function senderId(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return principal.accountId
    case 'role-session':
      return `${principal.roleId}:${principal.sessionName}`
    // AWS shows an id of its own for each of its services.
    case 'service':
      return principal.service
    case 'anonymous':
      return 'Anonymous'
    default:
      return principal satisfies never
  }
}
