import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import { invalidArgument } from '../errors.ts'
import type { QueueConfiguration } from '../stores/notification-configurations.ts'

const Rule = z.strictObject({ Name: z.string().regex(/^(prefix|suffix)$/i), Value: z.string().max(1024) })

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-notificationconfiguration.html */
export const NotificationConfiguration = z.strictObject({
  QueueConfigurations: z
    .array(
      z.strictObject({
        Event: z.string(),
        Queue: z.string(),
        Filter: z.strictObject({ S3Key: z.strictObject({ Rules: z.array(Rule).min(1).max(2) }) }).optional(),
      }),
    )
    .optional(),
})

const SERVED = ['*', 'Put', 'Copy', 'CompleteMultipartUpload'].map((name) => `s3:ObjectCreated:${name}`)

/** What a bucket tells its queues; throws what S3 refuses, and what is not here. */
export function queueConfigurations({
  QueueConfigurations = [],
}: z.output<typeof NotificationConfiguration> = {}): QueueConfiguration[] {
  const configurations = QueueConfigurations.map(({ Event, Queue, Filter }, at) => {
    if (!SERVED.includes(Event)) throw new Unsupported(`notifications of ${Event}`)
    if (!/^arn:aws:sqs:[^:]*:\d*:[\w-]+$/.test(Queue)) throw invalidArgument('The ARN is not well formed')
    const rules = Filter?.S3Key.Rules ?? []
    const rule = (name: string) => {
      const [value, second] = rules.filter(({ Name }) => Name.toLowerCase() === name)
      if (second) throw invalidArgument(`Cannot specify more than one ${name} rule in a filter.`)
      return value?.Value ?? ''
    }
    return { id: `queue-${at + 1}`, event: Event, queueArn: Queue, prefix: rule('prefix'), suffix: rule('suffix') }
  })
  for (const [at, one] of configurations.entries())
    if (configurations.slice(at + 1).some((other) => overlap(one, other))) {
      throw invalidArgument(
        'Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.',
      )
    }
  return configurations
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html */
function overlap(one: QueueConfiguration, other: QueueConfiguration): boolean {
  const events = one.event === other.event || [one, other].some(({ event }) => event.endsWith(':*'))
  const prefixes = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)
  return events && prefixes && (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix))
}
