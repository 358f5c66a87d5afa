import { ListQueuesCommand, QueueDoesNotExist, type SQSClient } from '@aws-sdk/client-sqs'
import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { type FailedQueue, failedQueue } from './failed-queue.ts'

/** Queues of one call. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
const PAGE = 1_000
/** Pages that one request reads: of a thousand silos with a few functions each. Of more, `silo` names one. */
const MOST_PAGES = 10
const COUNTS_AT_ONCE = 50

/** The dead-letter queues of silos that hold anything: of one tenant's, or for null of all. */
export type SiloQueues = (silo: string | null) => Promise<FailedQueue[]>

interface Settings {
  /** The functions that each silo has. */
  consumers: readonly string[]
  /** What the ARNs of our queues begin with: the beginning of their names is its end. */
  arnPrefix: string
  system: Pick<System, 'now'>
}

export const siloQueues =
  (client: Pick<SQSClient, 'send'>, { consumers, arnPrefix, system }: Settings): SiloQueues =>
  async (silo) => {
    const account = arnPrefix.slice(0, arnPrefix.lastIndexOf(':') + 1)
    const queues: FailedQueue[] = []
    for (const name of await namesOf(client, `${SILO_PREFIX}${silo ?? ''}`)) {
      const [, tenantId = '', consumer = ''] = NAME.exec(name) ?? []
      if (!consumers.includes(consumer)) continue
      const place = `${account}${name.slice(0, -`${consumer}-failed`.length)}`
      queues.push(failedQueue(client, { consumer, silo: tenantId, arnPrefix: place, system }))
    }
    return withMessages(queues)
  }

const NAME = new RegExp(`^${SILO_PREFIX}([a-z0-9]{12})-(.+)-failed$`)

async function namesOf(client: Pick<SQSClient, 'send'>, QueueNamePrefix: string): Promise<string[]> {
  const names: string[] = []
  let after: string | undefined
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { QueueUrls = [], NextToken } = await client.send(
      new ListQueuesCommand({ QueueNamePrefix, MaxResults: PAGE, NextToken: after }),
    )
    names.push(...QueueUrls.map((url) => url.slice(url.lastIndexOf('/') + 1)))
    if (NextToken === undefined) break
    after = NextToken
  }
  return names
}

/** Most are empty, and a look takes a second. */
async function withMessages(queues: FailedQueue[]): Promise<FailedQueue[]> {
  const found: FailedQueue[] = []
  for (let at = 0; at < queues.length; at += COUNTS_AT_ONCE) {
    const some = queues.slice(at, at + COUNTS_AT_ONCE)
    const counts = await Promise.all(some.map(countOf))
    found.push(...some.filter((_, index) => counts[index] !== 0))
  }
  return found
}

async function countOf(queue: FailedQueue): Promise<number> {
  try {
    return await queue.count()
  } catch (error) {
    // The silo has gone meanwhile.
    if (error instanceof QueueDoesNotExist) return 0
    throw error
  }
}
