import type { ResourceStatement } from '../iam/resource-policy.ts'

export interface Topic {
  arn: string
  name: string
  displayName: string
  /** Statements of its policy; null for the one that AWS gives to a topic. */
  policy: ResourceStatement[] | null
}

export type Protocol = 'email' | 'sqs' | 'lambda'

export interface Subscription {
  arn: string
  topic: string
  protocol: Protocol
  endpoint: string
  /** The message alone, without what SNS says about it. */
  isRaw: boolean
  /** Null once it is confirmed. */
  token: string | null
  /** Milliseconds since the epoch. */
  createdAt: number
}

/** A message on its way to a subscription. */
export interface Message {
  id: string
  subject: string | null
  text: string
  /** Milliseconds since the epoch. */
  publishedAt: number
}

/**
 * A topic's own policy admits its account, and so CloudWatch's alarms; other services name themselves in a policy.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export const statementsOf = ({ arn, policy }: Topic, accountId: string): ResourceStatement[] =>
  policy ?? [
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: arn,
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ]
