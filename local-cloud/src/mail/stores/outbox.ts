import type { CloudContext } from '../../core/cloud-context.ts'
import type { Outbox } from '../../core/faces.ts'

/** The mails that would have been sent, oldest first, and the key of the outbox, made once; both kept in the data folder. */
export function outbox({ database, clock, ids }: Pick<CloudContext, 'database' | 'clock' | 'ids'>): Outbox {
  database.exec(`CREATE TABLE IF NOT EXISTS mail_outbox (
    id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS mail_outbox_key (id INTEGER PRIMARY KEY CHECK (id = 1), key TEXT NOT NULL) STRICT`)
  database
    .prepare('INSERT INTO mail_outbox_key VALUES (1, ?) ON CONFLICT DO NOTHING')
    .run(ids.bytes(24).toString('base64url'))
  const insert = database.prepare('INSERT INTO mail_outbox (recipient, subject, text, sent_at) VALUES (?, ?, ?, ?)')
  const all = database.prepare('SELECT recipient, subject, text, sent_at FROM mail_outbox ORDER BY id')
  return {
    key: String(database.prepare('SELECT key FROM mail_outbox_key').get()?.key),
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
