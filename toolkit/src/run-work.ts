import type { UsageLine } from '@tenantry/contracts/usage.ts'
import { meterUnits } from './consumed-units.ts'
import type { Logger } from './logger.ts'
import { embeddedMetrics } from './metrics.ts'
import { system } from './system.ts'
import { recordedTrace, sendTrace, traceOf } from './trace.ts'
import { correlationId, inWork, type Work } from './work.ts'

/** What is known of a piece of work when it begins. */
export interface Beginning
  extends Pick<Work, 'kind' | 'usageId' | 'functionRequestId' | 'tenantId' | 'tier' | 'operation' | 'keys'> {
  /** What the last line is called. @default the kind */
  message?: string
  /** @default the logger's */
  service?: string
  correlationId: string
  /** Of a message: the header of the trace that it belongs to. @default Lambda's trace */
  messageTrace?: string | undefined
  /** Of the body of an HTTP request. @default 0 */
  bytesIn?: number
  /** Messages of the invocation. @default 1 */
  batch?: number
}

export type Settled<T> = { result: T } | { error: unknown }

/** What is known of it when it ends. */
export interface Ending {
  status: number
  /** Of the body of an HTTP answer. @default 0 */
  bytesOut?: number
  notes?: Record<string, unknown>
}

const FAILED: Ending = { status: 500 }
export const DONE: Ending = { status: 200 }

/**
 * Does a piece of work, and logs one line at its end, however it ends: what it used, for whom, and how it went. Handlers are built by functions
 * of the toolkit that call this, so none can leave it out, and nothing that a handler logs or notes replaces what the line says by itself.
 */
export async function runWork<T>(
  logger: Logger,
  { message, service, correlationId: began, bytesIn = 0, batch = 1, messageTrace, ...beginning }: Beginning,
  run: () => Promise<T>,
  endingOf: (settled: Settled<T>) => Ending = (settled) => ('error' in settled ? FAILED : DONE),
): Promise<T> {
  const startedAt = system.elapsed()
  const trace = traceOf(messageTrace)
  const keys = { ...beginning.keys, ...(trace && { [TRACE_ID]: trace.root }) }
  const work: Work = { ...beginning, keys, notes: {}, counts: {}, logBytes: 0, trace }
  return inWork(work, began, async () => {
    const { result: settled, units } = await meterUnits(() => settle(run))
    const { status, bytesOut = 0, notes } = endingOf(settled)
    const at = system.now()
    const durationMs = Math.round((system.elapsed() - startedAt) * 1000) / 1000
    const line = {
      usage: work.kind,
      usageId: work.usageId,
      time: new Date(at).toISOString(),
      tenantId: work.tenantId,
      tier: work.tier,
      service: service ?? logger.service,
      operation: work.operation,
      status,
      durationMs,
      readUnits: units.read,
      writeUnits: units.write,
      bytesIn,
      bytesOut,
      functionRequestId: work.functionRequestId,
      batch: batch > 1 ? batch : undefined,
      traceId: recordedTrace(),
      correlationId: correlationId() ?? began,
    } satisfies Omit<UsageLine, 'logBytes'>
    logger.writeLast(
      {
        ...work.keys,
        ...work.notes,
        ...notes,
        level: 'INFO',
        message: message ?? work.kind,
        timestamp: line.time,
        ...line,
        ...embeddedMetrics({ at, counts: work.counts, ...line }),
      },
      work.logBytes,
    )
    if (trace) await sendTrace(trace, { ...tracedOf(line), startedAt: at - durationMs, endedAt: at })
    if ('error' in settled) throw settled.error
    return settled.result
  })
}

/** The key under which Powertools shows the trace in each line. */
const TRACE_ID = 'xray_trace_id'

/** By these annotations an operator finds the traces of a tenant, a tier, a request. */
const tracedOf = ({ service, operation, tenantId, tier, status, correlationId }: Omit<UsageLine, 'logBytes'>) => ({
  name: service,
  status,
  annotations: { TenantId: tenantId, Tier: tier, Operation: operation, CorrelationId: correlationId },
})

async function settle<T>(run: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { result: await run() }
  } catch (error) {
    return { error }
  }
}
