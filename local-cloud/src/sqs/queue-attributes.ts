import * as z from 'zod'
import { AwsError, Unsupported } from '../core/aws-error.ts'
import { compilePolicy } from '../iam/policy/compile-policy.ts'
import { sqsError } from './errors.ts'
import { LIMITS } from './limits.ts'

const seconds = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const json = <T>(schema: z.ZodType<T>) =>
  z.string().transform((text, { addIssue }): T | null => {
    if (text === '') return null
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      addIssue({ code: 'custom', message: 'not valid' })
      return z.NEVER
    }
  })

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const SETTABLE = {
  DelaySeconds: seconds(0, LIMITS.delaySeconds),
  MaximumMessageSize: seconds(1024, LIMITS.messageBytes),
  MessageRetentionPeriod: seconds(LIMITS.retentionSeconds.min, LIMITS.retentionSeconds.max),
  ReceiveMessageWaitTimeSeconds: seconds(0, LIMITS.waitSeconds),
  VisibilityTimeout: seconds(0, LIMITS.visibilitySeconds),
  Policy: json(z.looseObject({ Statement: z.unknown() })),
  RedrivePolicy: json(
    z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: seconds(1, LIMITS.maxReceiveCount) }),
  ),
  RedriveAllowPolicy: json(
    z.strictObject({
      redrivePermission: z.enum(['allowAll', 'denyAll', 'byQueue']),
      sourceQueueArns: z.array(z.string()).max(LIMITS.redriveAllowSources).optional(),
    }),
  ),
  // The data folder is as safe as the laptop it is on: there is nothing to switch.
  SqsManagedSseEnabled: z.literal('true'),
} as const

const DEFAULTS: Record<string, string> = {
  DelaySeconds: '0',
  MaximumMessageSize: String(LIMITS.messageBytes),
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  SqsManagedSseEnabled: 'true',
}

/** What a queue does, read from its attributes. */
export interface QueueSettings {
  delaySeconds: number
  messageBytes: number
  retentionSeconds: number
  waitSeconds: number
  visibilitySeconds: number
  policy: Record<string, unknown>[]
  redrive: { deadLetterTargetArn: string; maxReceiveCount: number } | null
  redriveAllow: { redrivePermission: 'allowAll' | 'denyAll' | 'byQueue'; sourceQueueArns?: string[] } | null
}

/** Throws InvalidAttributeName, InvalidAttributeValue or what a policy's compilation throws. Empty texts take an attribute away. */
export function checkedAttributes(given: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    if (/^(FifoQueue|ContentBasedDeduplication|DeduplicationScope|FifoThroughputLimit|Kms.*)$/.test(name))
      throw new Unsupported(`the queue attribute ${name}`)
    if (!Object.hasOwn(SETTABLE, name)) throw sqsError('InvalidAttributeName', `Unknown Attribute ${name}.`)
    if (!SETTABLE[name as keyof typeof SETTABLE].safeParse(value).success)
      throw sqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`)
  }
  if (given.Policy) checkPolicy(given.Policy)
  return given
}

function checkPolicy(text: string): void {
  try {
    compilePolicy(text, 'resource')
  } catch (error) {
    if (error instanceof AwsError && error.code !== 'MalformedPolicyDocument') throw error
    throw sqsError('InvalidAttributeValue', 'Invalid value for the parameter Policy.')
  }
}

/** The attributes that a queue has when nothing was said about them. */
export const withDefaults = (given: Record<string, string>): Record<string, string> => ({ ...DEFAULTS, ...given })

/** Takes checked attributes. */
export function settingsOf(attributes: Record<string, string>): QueueSettings {
  const policy = SETTABLE.Policy.parse(attributes.Policy ?? '')
  return {
    delaySeconds: Number(attributes.DelaySeconds),
    messageBytes: Number(attributes.MaximumMessageSize),
    retentionSeconds: Number(attributes.MessageRetentionPeriod),
    waitSeconds: Number(attributes.ReceiveMessageWaitTimeSeconds),
    visibilitySeconds: Number(attributes.VisibilityTimeout),
    // checkPolicy has compiled it: one statement or a list of them.
    policy: policy ? ([policy.Statement].flat() as Record<string, unknown>[]) : [],
    redrive: SETTABLE.RedrivePolicy.parse(attributes.RedrivePolicy ?? ''),
    redriveAllow: SETTABLE.RedriveAllowPolicy.parse(attributes.RedriveAllowPolicy ?? ''),
  }
}
