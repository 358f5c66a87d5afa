import { RedriveQuery } from '@tenantry/contracts/control-plane-api/failed-message-schemas.ts'
import { type AuditIntents, audited, type Change } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, accepted } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import { byOperator } from '../operators/operator.ts'
import type { FailedQueue } from './failed-queue.ts'

type Queue = Pick<FailedQueue, 'consumer' | 'count' | 'redrive'>

interface Services {
  /** Of the pool and the control plane: these are all asynchronous functions that there are. */
  queues: Queue[]
  siloQueues: (silo: string | null) => Promise<Queue[]>
  intents: AuditIntents
}

/** Gives the failed messages of one consumer, or of all, in one silo, or everywhere, to their function again; those that fail again come back. */
export const redriveFailedMessages =
  ({ queues, siloQueues, intents }: Services): ApiOperation =>
  async (request) => {
    const { consumer, silo = null } = parse(RedriveQuery, request.query)
    const isChosen = (queue: Queue) => consumer === undefined || queue.consumer === consumer
    if (!queues.some(isChosen)) throw invalid('consumer', 'is not an asynchronous function of this deployment')
    const everywhere = [...(silo === null ? queues : []), ...(await siloQueues(silo))]
    const chosen = everywhere.filter(isChosen)
    const change: Change = {
      tenantId: silo,
      action: 'failed-messages.redriven',
      object: { kind: 'failed-messages', id: consumer ?? 'all' },
      before: null,
      after: null,
    }
    const messages = await audited(intents, byOperator(request), change, async () => {
      const counts = await Promise.all(chosen.map(redriven))
      const result = counts.reduce((sum, count) => sum + count, 0)
      return { result, after: { messages: result } }
    })
    return accepted({ messages })
  }

async function redriven(queue: Queue): Promise<number> {
  const messages = await queue.count()
  if (messages > 0) await queue.redrive()
  return messages
}
