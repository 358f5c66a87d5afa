import { sqsError } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import type { MessageAttribute } from '../message.ts'

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html: #x9 | #xA | #xD | #x20–#xD7FF | #xE000–#xFFFD | #x10000–#x10FFFF
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

export function checkBody(body: string): void {
  if (body === '') throw sqsError('MissingParameter', 'The request must contain the parameter MessageBody.')
  if (FORBIDDEN.test(body))
    throw sqsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    )
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-attributes */
export function checkAttributes(attributes: Record<string, MessageAttribute>): void {
  const names = Object.keys(attributes)
  if (names.length > LIMITS.messageAttributes) {
    const text = `Number of message attributes [${names.length}] exceeds the allowed maximum [${LIMITS.messageAttributes}].`
    throw sqsError('InvalidParameterValue', text)
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    if (!/^(?!AWS\.|Amazon\.)(?!.*\.\.)[\w-][\w.-]{0,254}(?<!\.)$/i.test(name)) throw invalid(name, 'name is not valid')
    const [, kind] = /^(String|Number|Binary)(?:\.[^.].*)?$/.exec(DataType) ?? []
    if (!kind) throw invalid(name, `type ${DataType} is not supported`)
    const value = kind === 'Binary' ? BinaryValue : StringValue
    if (!value)
      throw invalid(name, `must contain a non-empty value of type '${kind === 'Binary' ? 'Binary' : 'String'}'`)
    if (kind === 'Number' && !/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value))
      throw invalid(name, `value '${value}' could not be cast to a number`)
    if (StringValue && FORBIDDEN.test(StringValue)) throw invalid(name, 'contains characters that are not allowed')
  }
}

const invalid = (name: string, reason: string) =>
  sqsError('InvalidParameterValue', `The message attribute '${name}' is not valid: ${reason}.`)
