import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Subscription, Topic } from '../topic.ts'

export type TopicStore = ReturnType<typeof topicStore>

/** Topics and their subscriptions. Kept in memory as well: there are few. */
export function topicStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sns_topics (arn TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS sns_subscriptions (arn TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT`)
  const writeTopic = database.prepare('INSERT OR REPLACE INTO sns_topics VALUES (?, ?)')
  const dropTopic = database.prepare('DELETE FROM sns_topics WHERE arn = ?')
  const write = database.prepare('INSERT OR REPLACE INTO sns_subscriptions VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM sns_subscriptions WHERE arn = ?')
  const topics = new Map<string, Topic>()
  const subscriptions = new Map<string, Subscription>()
  // Only `put` and `subscribe` write these columns.
  for (const { arn, json } of database.prepare('SELECT arn, json FROM sns_topics').all())
    topics.set(String(arn), JSON.parse(String(json)))
  for (const { arn, json } of database.prepare('SELECT arn, json FROM sns_subscriptions ORDER BY rowid').all())
    subscriptions.set(String(arn), JSON.parse(String(json)))

  const subscriptionsOf = (topic: string) => [...subscriptions.values()].filter((one) => one.topic === topic)
  return {
    find: (arn: string): Topic | undefined => topics.get(arn),

    put(topic: Topic): void {
      writeTopic.run(topic.arn, JSON.stringify(topic))
      topics.set(topic.arn, topic)
    },

    /** With its subscriptions. */
    remove(arn: string): void {
      const gone = subscriptionsOf(arn)
      transaction(database, () => {
        dropTopic.run(arn)
        for (const one of gone) drop.run(one.arn)
      })
      topics.delete(arn)
      for (const one of gone) subscriptions.delete(one.arn)
    },

    subscription: (arn: string): Subscription | undefined => subscriptions.get(arn),

    /** In the order in which they were made. */
    subscriptionsOf,

    subscribe(subscription: Subscription): void {
      write.run(subscription.arn, JSON.stringify(subscription))
      subscriptions.set(subscription.arn, subscription)
    },

    unsubscribe(arn: string): void {
      drop.run(arn)
      subscriptions.delete(arn)
    },
  }
}
