import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import type { FailedQueue } from './failed-queue.ts'

/** Gives every failed message to its worker again; those that fail again come back. */
export const redriveFailedMessages =
  ({ queue }: { queue: Pick<FailedQueue, 'count' | 'redrive'> }): ApiOperation =>
  async () => {
    const messages = await queue.count()
    if (messages > 0) await queue.redrive()
    return accepted({ messages })
  }
