import type { FailedMessage } from '@tenantry/contracts/control-plane-api/schemas.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { decodeCursor, encodeCursor, type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import { failedMessage } from './failed-message.ts'
import type { FailedQueue } from './failed-queue.ts'

const Position = z.strictObject({ after: z.string() })

/** Oldest first; the id makes the position unique. */
const positionOf = ({ sentAt, id }: FailedMessage): string => `${sentAt}#${id}`

/** A page of the messages that failed, of every asynchronous function. */
export const listFailedMessages =
  ({ queues }: { queues: Pick<FailedQueue, 'consumer' | 'look'>[] }): ApiOperation =>
  async ({ query }) => {
    const limit = readLimit(query)
    const after = query.cursor === undefined ? '' : decodeCursor(Position, query.cursor).after
    const found = await Promise.all(
      queues.map(async (queue) => (await queue.look()).map((message) => failedMessage(queue.consumer, message))),
    )
    const rest = found
      .flat()
      .filter((message) => positionOf(message) > after)
      .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1))
    const items = rest.slice(0, limit)
    const last = items.at(-1)
    const page: Page<FailedMessage> = {
      items,
      nextCursor: last && rest.length > limit ? encodeCursor({ after: positionOf(last) }) : null,
    }
    return ok(page)
  }
