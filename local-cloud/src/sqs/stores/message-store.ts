import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { NewMessage, StoredMessage } from '../message.ts'

export type MessageStore = ReturnType<typeof messageStore>

interface Delivery {
  max: number
  /** How long nobody else sees what is received. */
  visibilityMs: number
  retentionMs: number
  /** Where a message goes that was received as often as is allowed. */
  deadLetter: { queue: string; sourceArn: string; maxReceiveCount: number } | null
}

const COLUMNS = `position, id, body, attributes, sender_id AS senderId, trace_header AS traceHeader, group_id AS groupId, sent_at AS sentAt,
  first_received_at AS firstReceivedAt, receive_count AS receiveCount, receipt_handle AS receiptHandle, dead_letter_source AS deadLetterSource`

/** Messages of all queues. A message is visible once `visible_at` has come; it is in flight until then when it has a receipt handle, delayed when not. */
export function messageStore({ database, clock, ids }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS sqs_messages (
      position INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
      sender_id TEXT NOT NULL, trace_header TEXT, group_id TEXT, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
      first_received_at INTEGER, receive_count INTEGER NOT NULL, receipt_handle TEXT, dead_letter_source TEXT) STRICT;
    CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visible_at, position);
    CREATE INDEX IF NOT EXISTS sqs_messages_sent ON sqs_messages (queue, sent_at);
    CREATE INDEX IF NOT EXISTS sqs_messages_receipt ON sqs_messages (receipt_handle) WHERE receipt_handle IS NOT NULL;
  `)
  const insert = database.prepare(
    `INSERT INTO sqs_messages (queue, id, body, attributes, sender_id, trace_header, group_id, sent_at, visible_at, receive_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  )
  const expire = database.prepare('DELETE FROM sqs_messages WHERE queue = ? AND sent_at <= ?')
  const visible = database.prepare(
    `SELECT ${COLUMNS} FROM sqs_messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, position LIMIT ?`,
  )
  const deliver = database.prepare(
    `UPDATE sqs_messages SET visible_at = ?, receive_count = receive_count + 1, receipt_handle = ?,
     first_received_at = coalesce(first_received_at, ?) WHERE position = ?`,
  )
  const deaden = database.prepare(
    'UPDATE sqs_messages SET queue = ?, visible_at = ?, receipt_handle = NULL, dead_letter_source = ? WHERE position = ?',
  )
  const redrive = database.prepare(
    `UPDATE sqs_messages SET queue = ?, id = ?, sent_at = ?, visible_at = ?, first_received_at = NULL, receive_count = 0,
     receipt_handle = NULL, dead_letter_source = NULL WHERE position = ?`,
  )
  const byReceipt = database.prepare(
    'SELECT position, visible_at AS visibleAt FROM sqs_messages WHERE queue = ? AND receipt_handle = ?',
  )
  const remove = database.prepare('DELETE FROM sqs_messages WHERE queue = ? AND receipt_handle = ?')
  const hide = database.prepare('UPDATE sqs_messages SET visible_at = ? WHERE position = ?')
  const clear = database.prepare('DELETE FROM sqs_messages WHERE queue = ?')
  const next = database.prepare('SELECT min(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?')
  const counted = database.prepare(
    `SELECT count(*) FILTER (WHERE visible_at <= ?2) AS visible, count(*) FILTER (WHERE visible_at > ?2 AND receipt_handle IS NOT NULL) AS inFlight,
     count(*) FILTER (WHERE visible_at > ?2 AND receipt_handle IS NULL) AS delayed,
     min(CASE WHEN dead_letter_source IS NOT NULL AND receipt_handle IS NULL THEN visible_at ELSE sent_at END) AS oldestAt
     FROM sqs_messages WHERE queue = ?1`,
  )
  const inUse = database.prepare('SELECT DISTINCT queue FROM sqs_messages')
  const select = (queue: string, max: number): Row[] =>
    visible
      .all(queue, clock.now(), max)
      .map((row) => ({ ...row, attributes: JSON.parse(String(row.attributes)) }) as Row)

  return {
    /** The new message's id; stored when this returns. */
    send(queue: string, { body, attributes, senderId, traceHeader, groupId }: NewMessage, delayMs: number): string {
      const id = ids.uuid()
      const now = clock.now()
      insert.run(queue, id, body, JSON.stringify(attributes), senderId, traceHeader, groupId, now, now + delayMs)
      return id
    },

    /** Hands out visible messages, the longest visible first; those that were received too often change queues, all in one transaction. */
    receive(queue: string, { max, visibilityMs, retentionMs, deadLetter }: Delivery) {
      return transaction(database, () => {
        const now = clock.now()
        expire.run(queue, now - retentionMs)
        let dead = 0
        for (;;) {
          const rows = select(queue, max)
          const spent = deadLetter ? rows.filter(({ receiveCount }) => receiveCount >= deadLetter.maxReceiveCount) : []
          if (!deadLetter || spent.length === 0) {
            const received = rows.map(({ position, ...message }): StoredMessage & { receiptHandle: string } => {
              const receiptHandle = `AQEB${ids.token(60)}`
              deliver.run(now + visibilityMs, receiptHandle, now, position)
              const { receiveCount, firstReceivedAt } = message
              return {
                ...message,
                receiptHandle,
                receiveCount: receiveCount + 1,
                firstReceivedAt: firstReceivedAt ?? now,
              }
            })
            return { received, dead }
          }
          for (const { position } of spent) deaden.run(deadLetter.queue, now, deadLetter.sourceArn, position)
          dead += spent.length
        }
      })
    },

    /** The newest receipt handle deletes, also after the visibility timeout, unless somebody else has received the message since. */
    remove: (queue: string, receiptHandle: string): void => void remove.run(queue, receiptHandle),

    /** Whether the message is in flight, has only been so, or is not there. */
    changeVisibility(queue: string, receiptHandle: string, ms: number): 'changed' | 'visible' | 'unknown' {
      const found = byReceipt.get(queue, receiptHandle)
      if (!found) return 'unknown'
      if (Number(found.visibleAt) <= clock.now()) return 'visible'
      hide.run(clock.now() + ms, Number(found.position))
      return 'changed'
    },

    /** Moves the oldest visible messages, each where `target` says, as new messages; one without a target ends the work. */
    redrive(queue: string, max: number, target: (message: StoredMessage) => string | undefined) {
      const moved = new Map<string, number>()
      for (const { position, ...message } of select(queue, max)) {
        const to = target(message)
        if (to === undefined) return { moved, stuck: true }
        const now = clock.now()
        redrive.run(to, ids.uuid(), now, now, position)
        moved.set(to, (moved.get(to) ?? 0) + 1)
      }
      return { moved, stuck: false }
    },

    clear: (queue: string): void => void clear.run(queue),

    /** When a hidden message becomes visible next; infinite when there is none. */
    nextVisibleAt: (queue: string): number => Number(next.get(queue, clock.now())?.at ?? Number.POSITIVE_INFINITY),

    /** The queues that have messages. */
    queuesInUse: (): string[] => inUse.all().map((row) => String(row.queue)),

    /** Of a message in a dead-letter queue, its age begins with its arrival there. */
    counts(queue: string, retentionMs: number) {
      expire.run(queue, clock.now() - retentionMs)
      const row = counted.get(queue, clock.now())
      return {
        visible: Number(row?.visible),
        inFlight: Number(row?.inFlight),
        delayed: Number(row?.delayed),
        oldestAt: row?.oldestAt == null ? null : Number(row.oldestAt),
      }
    },
  }
}

type Row = StoredMessage & { position: number }
