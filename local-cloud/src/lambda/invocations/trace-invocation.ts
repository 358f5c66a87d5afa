import type { CloudContext } from '../../core/cloud-context.ts'
import type { Tracer } from '../../core/faces.ts'
import { newTraceRoot, readTraceHeader, writeTraceHeader } from '../../core/trace-header.ts'
import type { Outcome } from '../environments/environment.ts'
import type { FunctionRecord } from '../function-record.ts'

/** What led to an invocation. */
export interface Cause {
  /** Of the caller; the invocation belongs to its trace. */
  traceHeader?: string | undefined
  /** Of messages that are handled together: the invocation is a trace of its own, which is linked to theirs. */
  links?: string[] | undefined
  messageIds?: string[] | undefined
}

/** An invocation that is under way. */
export interface TracedInvocation {
  /** What the function finds in `_X_AMZN_TRACE_ID`. */
  header: string
  end(outcome: Outcome | null): void
}

export type TraceInvocation = (fn: FunctionRecord, requestId: string, cause: Cause) => TracedInvocation

/**
 * Lambda's part in traces: the decision of whoever called first holds; where nobody decided, a function with active tracing does. It writes two
 * segments, for the service and for the function. https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
 */
export function traceInvocation({
  context: { clock, ids },
  tracer,
}: {
  context: Pick<CloudContext, 'clock' | 'ids'>
  tracer: Pick<Tracer, 'sample' | 'put'>
}): TraceInvocation {
  const newId = () => ids.bytes(8).toString('hex')

  return (fn, requestId, { traceHeader, links: headers = [] }) => {
    const upstream = readTraceHeader(traceHeader)
    const links = headers.flatMap((header) => readTraceHeader(header) ?? [])
    const beganAt = clock.now() / 1000
    const root = upstream?.root ?? newTraceRoot(clock.now(), ids.bytes(12))
    const isActive = fn.tracingMode === 'Active'
    const decided = upstream?.isSampled ?? (links.some(({ isSampled }) => isSampled) || undefined)
    const isSampled = decided ?? (isActive && tracer.sample())
    const [service, inside] = [newId(), newId()]
    const isTraced = isActive && isSampled
    const parent = isTraced ? inside : (upstream?.parent ?? newId())

    return {
      header: writeTraceHeader({ root, parent, isSampled }),
      end(outcome) {
        if (!isTraced) return
        const end_time = clock.now() / 1000
        const common = { name: fn.name, trace_id: root, end_time, ...(outcome?.functionError && { fault: true }) }
        tracer.put({
          ...common,
          id: service,
          start_time: beganAt,
          ...(upstream?.parent && { parent_id: upstream.parent }),
          origin: 'AWS::Lambda',
          resource_arn: fn.arn,
          http: { response: { status: outcome ? 200 : 429 } },
          aws: { request_id: requestId },
          ...(links.length > 0 && {
            links: links.map((link) => ({
              trace_id: link.root,
              ...(link.parent && { id: link.parent }),
              attributes: { ReferenceType: 'parent' },
            })),
          }),
          ...(outcome === null && { error: true, throttle: true }),
        })
        if (!outcome) return
        const invokedAt = Math.max(beganAt, end_time - outcome.durationMs / 1000)
        const subsegment = (name: string, start_time: number, end: number) => ({
          id: newId(),
          name,
          start_time,
          end_time: end,
        })
        const init =
          outcome.initMs === null ? [] : [subsegment('Initialization', beganAt, beganAt + outcome.initMs / 1000)]
        tracer.put({
          ...common,
          id: inside,
          parent_id: service,
          start_time: invokedAt,
          origin: 'AWS::Lambda::Function',
          aws: { function_arn: fn.arn, cloudwatch_logs: [{ log_group: fn.logGroup }] },
          subsegments: [...init, subsegment('Invocation', invokedAt, end_time)],
        })
      },
    }
  }
}
