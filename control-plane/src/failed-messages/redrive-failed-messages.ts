import { RedriveQuery } from '@tenantry/contracts/control-plane-api/failed-message-schemas.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import type { FailedQueue } from './failed-queue.ts'

/** Gives the failed messages of one consumer, or of all, to their function again; those that fail again come back. */
export const redriveFailedMessages =
  ({ queues }: { queues: Pick<FailedQueue, 'consumer' | 'count' | 'redrive'>[] }): ApiOperation =>
  async ({ query }) => {
    const { consumer } = parse(RedriveQuery, query)
    const chosen = queues.filter((queue) => consumer === undefined || queue.consumer === consumer)
    if (chosen.length === 0) throw invalid('consumer', 'is not an asynchronous function of this deployment')
    const counts = await Promise.all(
      chosen.map(async (queue) => {
        const messages = await queue.count()
        if (messages > 0) await queue.redrive()
        return messages
      }),
    )
    return accepted({ messages: counts.reduce((sum, count) => sum + count, 0) })
  }
