import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../../core/clock.ts'
import type { Outbox } from '../../core/faces.ts'

/** The mails that would have been sent, oldest first, kept in the data folder. */
export function outbox(database: DatabaseSync, clock: Clock): Outbox {
  database.exec(`CREATE TABLE IF NOT EXISTS mail_outbox (
    id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER NOT NULL
  ) STRICT`)
  const insert = database.prepare('INSERT INTO mail_outbox (recipient, subject, text, sent_at) VALUES (?, ?, ?, ?)')
  const all = database.prepare('SELECT recipient, subject, text, sent_at FROM mail_outbox ORDER BY id')
  return {
    send: ({ to, subject, text }) => void insert.run(to, subject, text, clock.now()),
    list: () =>
      all.all().map((row) => ({
        to: String(row.recipient),
        subject: String(row.subject),
        text: String(row.text),
        sentAt: new Date(Number(row.sent_at)).toISOString(),
      })),
  }
}
