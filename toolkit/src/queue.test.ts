import type { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs'
import { FENCED_RETRY_SECONDS } from '@tenantry/contracts/moves.ts'
import { beforeEach, expect, test, vi } from 'vitest'
import { tenantMoving } from './journal.ts'
import { createLogger } from './logger.ts'
import { queueHandler } from './queue.ts'

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})

const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 1000 }
const record = (messageId: string, body: string, attempt = 1) => ({
  messageId,
  body,
  receiptHandle: `handle of ${messageId}`,
  attributes: { ApproximateReceiveCount: String(attempt) },
})

function handler(postponing: (input: ChangeMessageVisibilityCommand['input']) => void = () => {}) {
  return queueHandler({
    client: { send: async ({ input }: ChangeMessageVisibilityCommand) => postponing(input) } as never,
    url: 'https://queue',
    logger: createLogger('queue'),
    async work(body) {
      if (body === 'bad') throw new Error('no')
      if (body === 'moving') throw tenantMoving()
    },
  })
}

test('only the messages whose work failed stay in the queue, each a little longer than the time before', async () => {
  const postponed: (number | undefined)[] = []
  const handle = handler((input) => void postponed.push(input.VisibilityTimeout))
  const Records = [record('1', 'good'), record('2', 'bad', 1), record('3', 'good'), record('4', 'bad', 3)]
  expect(await handle({ Records }, context)).toEqual({
    batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '4' }],
  })
  expect(postponed).toHaveLength(2)
  expect(postponed[0]).toBe(1)
  expect(postponed[1]).toBeGreaterThanOrEqual(2)
  expect(postponed[1]).toBeLessThanOrEqual(4)
})

test('work of a tenant whose data moves waits as long as the fence may stand, a little longer each time', async () => {
  const postponed: (number | undefined)[] = []
  const handle = handler((input) => void postponed.push(input.VisibilityTimeout))
  await handle({ Records: [record('1', 'moving', 1), record('2', 'moving', 3)] }, context)
  expect(postponed).toEqual([FENCED_RETRY_SECONDS, 3 * FENCED_RETRY_SECONDS])
})

test('a message that cannot be postponed has failed all the same, and the others are handled', async () => {
  const handle = handler(() => {
    throw new Error('throttled')
  })
  expect(await handle({ Records: [record('1', 'bad'), record('2', 'good')] }, context)).toEqual({
    batchItemFailures: [{ itemIdentifier: '1' }],
  })
})
