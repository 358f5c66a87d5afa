import type { FailedMessage } from '@tenantry/contracts/control-plane-api/failed-message-schemas.ts'
import { LONGEST_REQUEST_SECONDS } from '@tenantry/contracts/timing.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod/mini'
import { failedMessage } from './failed-message.ts'
import type { FailedQueue } from './failed-queue.ts'

const LIST = ['failed-messages']
const Position = z.strictObject({ after: z.string() })

/** Oldest first; the id makes the position unique. */
const positionOf = ({ sentAt, id }: FailedMessage): string => `${sentAt}#${id}`

/** A look ends long before its request does, which still has to give back what was taken. */
const LOOK_MS = (LONGEST_REQUEST_SECONDS * 1000) / 2

type Queue = Pick<FailedQueue, 'consumer' | 'silo' | 'look'>

interface Services {
  /** Of the pool and the control plane. */
  queues: Queue[]
  siloQueues: (silo: null) => Promise<Queue[]>
  cursors: Cursors
  system: Pick<System, 'now'>
}

/** A page of the messages that failed, of every asynchronous function, silos' too. */
export const listFailedMessages =
  ({ queues, siloQueues, cursors, system }: Services): ApiOperation =>
  async ({ query }) => {
    const limit = readLimit(query)
    const after = query.cursor === undefined ? '' : (await cursors.decode(LIST, Position, query.cursor)).after
    const until = system.now() + LOOK_MS
    const lookInto = async (queue: Queue) => {
      const { messages, isComplete } = await queue.look(until)
      return { messages: messages.map((message) => failedMessage(queue, message)), isComplete }
    }
    const inSilos = async () => Promise.all((await siloQueues(null)).map(lookInto))
    const found = (await Promise.all([...queues.map(async (queue) => [await lookInto(queue)]), inSilos()])).flat()
    const isComplete = found.every((look) => look.isComplete)
    const rest = found
      .flatMap(({ messages }) => messages)
      .filter((message) => positionOf(message) > after)
      .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1))
    const items = rest.slice(0, limit)
    const last = items.at(-1)
    // What was not seen in time is looked for by the next page.
    const position = rest.length > limit || !isComplete ? (last ? positionOf(last) : after) : null
    const page: Page<FailedMessage> = {
      items,
      nextCursor: position === null ? null : await cursors.encode(LIST, { after: position }),
    }
    return ok(page)
  }
