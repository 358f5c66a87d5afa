import { type OutboxChannel, parseOutboxPartition } from '@tenantry/contracts/outbox.ts'
import type { Send } from '@tenantry/toolkit/outbox.ts'

/** Sends each entry as its channel does. The channel is part of the key, which IAM binds to those who write there. */
export const senderByChannel =
  (senders: Record<OutboxChannel, Send>): Send =>
  async (entry) => {
    const owner = parseOutboxPartition(entry.key.partition)
    if (!owner) throw new Error(`The key ${entry.key.partition} names no channel`)
    await senders[owner.channel](entry)
  }
