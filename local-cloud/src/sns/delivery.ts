import { AwsError } from '../core/aws-error.ts'
import { transaction } from '../core/database.ts'
import { dueWork } from '../core/due-work.ts'
import { type EndpointServices, reachEndpoint } from './reach-endpoint.ts'
import type { TopicStore } from './stores/topic-store.ts'
import type { Message, Subscription } from './topic.ts'

export type Delivery = ReturnType<typeof delivery>

/** Client-side errors are not retried. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
const MAX_AGE_MS = 23 * 86_400_000
const isFinal = (error: unknown): boolean => error instanceof AwsError && error.status < 500 && error.status !== 429

/** How long it is until the next attempt, after so many that failed: three at once, two by seconds, then growing to 20 s. */
function delayMs(attempts: number): number {
  if (attempts <= 3) return 0
  if (attempts <= 5) return 1_000
  return Math.min(20_000, 1_000 * 2 ** (attempts - 6))
}

interface Row {
  id: number
  subscription: string
  message: string
  attempts: number
}

/** Hands messages to subscriptions, at least once: what was published is delivered after a restart too. */
export function delivery({ topics, ...services }: EndpointServices & { topics: TopicStore }) {
  const { database, clock, log } = services.context
  database.exec(`CREATE TABLE IF NOT EXISTS sns_deliveries (
    id INTEGER PRIMARY KEY, subscription TEXT NOT NULL, message TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL) STRICT`)
  const insert = database.prepare(
    'INSERT INTO sns_deliveries (subscription, message, attempts, due) VALUES (?, ?, 0, ?)',
  )
  const due = database.prepare(
    'SELECT id, subscription, message, attempts FROM sns_deliveries WHERE due <= ? ORDER BY id LIMIT 100',
  )
  const earliest = database.prepare('SELECT min(due) AS due FROM sns_deliveries')
  const remove = database.prepare('DELETE FROM sns_deliveries WHERE id = ?')
  const postpone = database.prepare('UPDATE sns_deliveries SET attempts = attempts + 1, due = ? WHERE id = ?')
  const reach = reachEndpoint(services)
  const attempt = async ({ id, subscription: arn, message: json, attempts }: Row): Promise<void> => {
    const subscription = topics.subscription(arn)
    const topic = subscription && topics.find(subscription.topic)
    if (!topic) return void remove.run(id)
    const message: Message = JSON.parse(json)
    try {
      await reach(topic, subscription, message)
      remove.run(id)
    } catch (error) {
      log(`sns: topic ${topic.name} could not reach ${subscription.endpoint}: ${String(error)}`)
      if (isFinal(error) || clock.now() - message.publishedAt > MAX_AGE_MS) remove.run(id)
      else postpone.run(clock.now() + delayMs(attempts + 1), id)
    }
  }

  const work = dueWork(services.context, {
    name: 'sns',
    next() {
      const at = earliest.get()?.due
      return typeof at === 'number' ? at : null
    },
    async run() {
      await Promise.all((due.all(clock.now()) as unknown as Row[]).map(attempt))
    },
  })

  return {
    /** Stored when this returns. */
    send(to: { subscription: Subscription; message: Message }[]): void {
      transaction(database, () => {
        for (const { subscription, message } of to) insert.run(subscription.arn, JSON.stringify(message), clock.now())
      })
      work.wake()
    },
    /** Takes up what an earlier run has left. */
    start: work.wake,
    close: work.close,
  }
}
