import type { DatabaseSync } from 'node:sqlite'

/** One destination of a bucket's events. https://docs.aws.amazon.com/AmazonS3/latest/API/API_QueueConfiguration.html */
export interface QueueConfiguration {
  id: string
  /** For example `s3:ObjectCreated:*`. */
  event: string
  queueArn: string
  prefix: string
  suffix: string
}

export type NotificationConfigurations = ReturnType<typeof notificationConfigurations>

/** What buckets tell to whom. */
export function notificationConfigurations(database: DatabaseSync) {
  database.exec('CREATE TABLE IF NOT EXISTS s3_notifications (bucket TEXT PRIMARY KEY, configurations TEXT NOT NULL)')
  const write = database.prepare('INSERT OR REPLACE INTO s3_notifications (bucket, configurations) VALUES (?, ?)')
  const read = database.prepare('SELECT configurations FROM s3_notifications WHERE bucket = ?')
  const erase = database.prepare('DELETE FROM s3_notifications WHERE bucket = ?')

  const of = (bucket: string): QueueConfiguration[] => JSON.parse(String(read.get(bucket)?.configurations ?? '[]'))
  return {
    of,
    put(bucket: string, configurations: QueueConfiguration[]): void {
      if (configurations.length > 0) write.run(bucket, JSON.stringify(configurations))
      else erase.run(bucket)
    },
    /** Those that want to know of an event of this name (`ObjectCreated:Put`) on this key. */
    matching: (bucket: string, event: string, key: string): QueueConfiguration[] =>
      of(bucket).filter(
        (one) =>
          (one.event === `s3:${event}` ||
            (one.event.endsWith(':*') && `s3:${event}`.startsWith(one.event.slice(0, -1)))) &&
          key.startsWith(one.prefix) &&
          key.endsWith(one.suffix),
      ),
  }
}
