import type { CloudContext } from '../../core/cloud-context.ts'
import { sqsError } from '../errors.ts'
import { type QueueSettings, settingsOf, withDefaults } from '../queue-attributes.ts'

export interface Queue {
  name: string
  /** Without defaults and counts, as they were set. */
  given: Record<string, string>
  settings: QueueSettings
  tags: Record<string, string>
  /** Milliseconds since the epoch. */
  createdAt: number
  modifiedAt: number
  purgedAt: number
}

export const noQueue = () => sqsError('QueueDoesNotExist', 'The specified queue does not exist.')

type Stored = Omit<Queue, 'settings'>

export type QueueStore = ReturnType<typeof queueStore>

/** Queues. Kept in memory as well: every call reads one, and there are few. */
export function queueStore({ database }: CloudContext) {
  database.exec('CREATE TABLE IF NOT EXISTS sqs_queues (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT')
  const write = database.prepare('INSERT OR REPLACE INTO sqs_queues VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM sqs_queues WHERE name = ?')
  const queues = new Map<string, Queue>()
  const remember = (stored: Stored) => {
    const queue = { ...stored, settings: settingsOf(withDefaults(stored.given)) }
    queues.set(queue.name, queue)
    return queue
  }
  // Only `put` writes this column.
  for (const { json } of database.prepare('SELECT json FROM sqs_queues').all()) remember(JSON.parse(String(json)))

  return {
    find: (name: string): Queue | undefined => queues.get(name),

    /** Throws QueueDoesNotExist. */
    get(name: string): Queue {
      const queue = queues.get(name)
      if (queue) return queue
      throw noQueue()
    },

    put(queue: Stored): Queue {
      const { name, given, tags, createdAt, modifiedAt, purgedAt } = queue
      const stored: Stored = { name, given, tags, createdAt, modifiedAt, purgedAt }
      write.run(name, JSON.stringify(stored))
      return remember(stored)
    },

    remove(name: string): void {
      drop.run(name)
      queues.delete(name)
    },

    /** By name. */
    list: (): Queue[] => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}
