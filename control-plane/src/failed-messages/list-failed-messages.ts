import type { FailedMessage } from '@tenantry/contracts/control-plane-api/failed-message-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import { failedMessage } from './failed-message.ts'
import type { FailedQueue } from './failed-queue.ts'

const LIST = ['failed-messages']
const Position = z.strictObject({ after: z.string() })

/** Oldest first; the id makes the position unique. */
const positionOf = ({ sentAt, id }: FailedMessage): string => `${sentAt}#${id}`

/** A page of the messages that failed, of every asynchronous function. */
export const listFailedMessages =
  ({ queues, cursors }: { queues: Pick<FailedQueue, 'consumer' | 'look'>[]; cursors: Cursors }): ApiOperation =>
  async ({ query }) => {
    const limit = readLimit(query)
    const after = query.cursor === undefined ? '' : (await cursors.decode(LIST, Position, query.cursor)).after
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
      nextCursor: last && rest.length > limit ? await cursors.encode(LIST, { after: positionOf(last) }) : null,
    }
    return ok(page)
  }
