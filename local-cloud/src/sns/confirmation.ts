import type { CloudContext } from '../core/cloud-context.ts'
import type { HttpAnswer, HttpRequest } from '../core/cloud-service.ts'
import { isLoopback } from '../core/loopback.ts'
import { invalidParameter, noTopic } from './errors.ts'
import { CONFIRM, link, UNSUBSCRIBE } from './links.ts'
import type { SnsServices } from './sns-services.ts'
import type { TopicStore } from './stores/topic-store.ts'
import type { Subscription } from './topic.ts'

/** "Confirmation tokens are valid for two days." https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const TOKEN_MS = 2 * 86_400_000

/** Asks whoever reads an address whether they want a topic's mails. */
export function askForConfirmation(
  { context, outbox }: Pick<SnsServices, 'context' | 'outbox'>,
  { topic, endpoint, token }: Subscription,
): void {
  const text = [
    `You have chosen to subscribe to the topic:\n${topic}`,
    `To confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${link(context, CONFIRM, { TopicArn: topic, Token: token ?? '', Endpoint: endpoint })}`,
    'Please do not reply directly to this email.',
  ].join('\n\n')
  outbox.send({ to: endpoint, subject: 'AWS Notification - Subscription Confirmation', text })
}

/** The subscription that a token confirms. */
export function confirm(
  { context, topics }: { context: Pick<CloudContext, 'clock'>; topics: TopicStore },
  topicArn: string,
  token: string,
): Subscription {
  if (!topics.find(topicArn)) throw noTopic()
  const found = topics.subscriptionsOf(topicArn).find((one) => one.token === token && token !== '')
  if (!found || context.clock.now() - found.createdAt > TOKEN_MS) throw invalidParameter('Token')
  const confirmed = { ...found, token: null }
  topics.subscribe(confirmed)
  return confirmed
}

/** The links of mails: who has one needs no signature. Undefined for another request. */
export function serveLinks(
  services: Pick<SnsServices, 'context' | 'topics'>,
  request: HttpRequest,
): HttpAnswer | undefined {
  const { method, url, headers } = request
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const isOurs = pathname === CONFIRM || pathname === UNSUBSCRIBE
  if (method !== 'GET' || !isOurs || headers.authorization || !isLoopback(headers.host)) return undefined
  const parameter = (name: string) => searchParams.get(name) ?? ''
  if (pathname === UNSUBSCRIBE) {
    services.topics.unsubscribe(parameter('SubscriptionArn'))
    return page(200, 'Subscription removed!')
  }
  try {
    const { arn } = confirm(services, parameter('TopicArn'), parameter('Token'))
    return page(200, `Subscription confirmed! Your subscription's id is: ${arn}`)
  } catch {
    return page(400, 'The link is not valid, or no longer.')
  }
}

const page = (status: number, text: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${text}\n`,
})
