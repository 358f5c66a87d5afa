import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Principal } from '../../core/principal.ts'
import { QueryFailure } from '../errors.ts'
import { LIMITS } from '../limits.ts'
import { isOver, type QueryExecution } from '../query-execution.ts'
import { workGroupArn } from '../work-group.ts'
import { executeQuery } from './execute-query.ts'
import type { QueryServices } from './query-run.ts'

export type QueryRunner = ReturnType<typeof queryRunner>

const MB = 1024 * 1024

const INTERRUPTED = new QueryFailure('The query was interrupted. Run it again.', 1, 401, true)

/** Runs queries in the background, a few at a time, each with the rights of whoever started it. */
export function queryRunner(needs: QueryServices) {
  const { context, queries, meter } = needs
  const folder = join(context.dataDir, 'athena')
  const waiting: { query: QueryExecution; principal: Principal }[] = []
  const running = new Map<string, { halt: AbortController; done: Promise<void> }>()
  let isClosed = false

  const end = (query: QueryExecution, change: Partial<QueryExecution> & Pick<QueryExecution, 'state'>): void => {
    const current = queries.find(query.id)
    if (!current || isOver(current) || !context.database.isOpen) return
    queries.put({ ...current, ...change, endedAt: context.clock.now() })
  }
  const fail = (query: QueryExecution, { message, category, type, isRetryable }: QueryFailure): void =>
    end(query, { state: 'FAILED', reason: message, error: { category, type, isRetryable } })

  const drive = async (query: QueryExecution, principal: Principal, halt: AbortController): Promise<void> => {
    const begun: QueryExecution = { ...query, state: 'RUNNING', startedAt: context.clock.now() }
    queries.put(begun)
    const cancelTimeout = context.clock.after(LIMITS.queryMs, () =>
      halt.abort(new QueryFailure('Query timeout', 2, 1011)),
    )
    let bytes = 0
    try {
      await executeQuery(needs, begun, {
        principal,
        folder: join(folder, query.id),
        signal: halt.signal,
        read(more) {
          bytes += more
          if (query.cutoffBytes !== null && bytes > query.cutoffBytes) throw new CutOff()
        },
      })
      end(query, { state: 'SUCCEEDED', scannedBytes: bytes })
    } catch (error) {
      const reason: unknown = halt.signal.aborted ? halt.signal.reason : error
      if (reason instanceof CutOff)
        end(query, { state: 'CANCELLED', reason: 'Bytes scanned limit was exceeded', scannedBytes: bytes })
      else if (reason instanceof QueryFailure) fail(query, reason)
      else {
        context.log(
          `athena: query ${query.id}: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`,
        )
        fail(query, new QueryFailure(`GENERIC_INTERNAL_ERROR: ${String(reason)}`, 1, 401, true))
      }
    } finally {
      cancelTimeout()
      meter.add({ item: 'athenaBytes', resource: workGroupArn(context, query.workGroup), amount: billedBytes(bytes) })
    }
  }

  const next = (): void => {
    while (!isClosed && running.size < LIMITS.running) {
      const first = waiting.shift()
      if (!first) return
      const { id } = first.query
      const halt = new AbortController()
      const done = drive(first.query, first.principal, halt).finally(() => {
        running.delete(id)
        next()
      })
      running.set(id, { halt, done })
    }
  }

  return {
    run(query: QueryExecution, principal: Principal): void {
      waiting.push({ query, principal })
      next()
    },
    stop(query: QueryExecution): void {
      end(query, { state: 'CANCELLED', reason: 'Query was cancelled by the user.' })
      const at = waiting.findIndex(({ query: { id } }) => id === query.id)
      if (at >= 0) waiting.splice(at, 1)
      running.get(query.id)?.halt.abort(new QueryFailure('Query was cancelled by the user.', 2, 1000))
    },
    /** What an earlier run has left is over, and its files go. */
    start(): void {
      for (const query of queries.open()) fail(query, INTERRUPTED)
      rmSync(folder, { recursive: true, force: true })
    },
    async close(): Promise<void> {
      isClosed = true
      for (const { query } of waiting.splice(0)) fail(query, INTERRUPTED)
      const open = [...running.values()]
      for (const { halt } of open) halt.abort(INTERRUPTED)
      await Promise.all(open.map(({ done }) => done))
    },
  }
}

/** "Rounded up to the nearest megabyte, with a 10 MB minimum per query"; cancelled queries are billed too. https://aws.amazon.com/athena/pricing/ */
const billedBytes = (bytes: number): number => (bytes === 0 ? 0 : Math.max(10, Math.ceil(bytes / MB)) * MB)

/** The query has read more than its workgroup lets it. */
class CutOff extends Error {}
