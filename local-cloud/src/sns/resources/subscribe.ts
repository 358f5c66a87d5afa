import { stableToken } from '../../core/ids.ts'
import type { ResourceContext } from '../../core/resource-type.ts'
import { askForConfirmation } from '../confirmation.ts'
import { invalidParameter } from '../errors.ts'
import type { SnsServices } from '../sns-services.ts'
import type { Protocol, Subscription } from '../topic.ts'

interface Wanted {
  topic: string
  protocol: Protocol
  endpoint: string
  isRaw: boolean
}

const ENDPOINTS: Record<Protocol, RegExp> = {
  email: /^[^\s@]+@[^\s@]+$/,
  sqs: /^arn:aws:sqs:[^:]+:\d{12}:[\w-]+$/,
  lambda: /^arn:aws:lambda:[^:]+:\d{12}:function:[\w-]+$/,
}

/**
 * Makes a subscription of a stack; the same when it is made again, as a topic has each endpoint once. An address is asked first.
 * https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(
  { context, outbox, topics }: Pick<SnsServices, 'context' | 'outbox' | 'topics'>,
  { topic, protocol, endpoint, isRaw }: Wanted,
  { stackId, logicalId }: Pick<ResourceContext, 'stackId' | 'logicalId'>,
): Subscription {
  if (!topics.find(topic)) throw invalidParameter('TopicArn')
  if (!ENDPOINTS[protocol].test(endpoint)) throw invalidParameter(`${protocol} endpoint ${endpoint}`)
  if (isRaw && protocol !== 'sqs')
    throw invalidParameter(`Delivery protocol [${protocol}] does not support raw message delivery.`)
  const known = topics.subscriptionsOf(topic).find((one) => one.protocol === protocol && one.endpoint === endpoint)
  if (known) {
    topics.subscribe({ ...known, isRaw })
    return known
  }
  const id = stableToken(32, `${stackId}/${logicalId}/${topic}/${endpoint}`, '0123456789abcdef')
  const subscription: Subscription = {
    arn: `${topic}:${id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`,
    ...{ topic, protocol, endpoint, isRaw },
    token: protocol === 'email' ? context.ids.bytes(48).toString('hex') : null,
    createdAt: context.clock.now(),
  }
  topics.subscribe(subscription)
  if (subscription.token !== null) askForConfirmation({ context, outbox }, subscription)
  return subscription
}
